package org.ramwire.conformance.suite.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ramwire.conformance.suite.cases.CaseSource;
import org.ramwire.conformance.suite.cases.CaseSyntaxException;
import org.ramwire.conformance.suite.series.GeneratedCases;
import org.ramwire.golden.GoldenStream;
import org.ramwire.golden.GoldenStreams;
import org.ramwire.golden.SeedStreams;

/**
 * The two sets that a verdict rests on, hashed as they are and not as they were recorded.
 *
 * @param cases the hand-written and generated cases, and the canaries
 * @param golden the golden streams
 */
public record SuiteIdentity(SetIdentity cases, SetIdentity golden) {

  private static final String RECORDED = "/suite.properties";

  /** Null until the sets have been hashed: they stay as they are while a process runs. */
  private static SuiteIdentity computed;

  /**
   * Hashes both sets, once in a process.
   *
   * @return their versions and hashes
   * @throws CaseSyntaxException if a case cannot be read
   * @throws IOException if a golden stream cannot be read
   */
  public static synchronized SuiteIdentity compute() throws CaseSyntaxException, IOException {
    if (computed == null) {
      computed = hashed();
    }
    return computed;
  }

  private static SuiteIdentity hashed() throws CaseSyntaxException, IOException {
    Properties recorded = new Properties();
    try (InputStream in = SuiteIdentity.class.getResourceAsStream(RECORDED)) {
      if (in == null) {
        throw new AssertionError("the module has no " + RECORDED);
      }
      recorded.load(in);
    }
    return new SuiteIdentity(
        identity("cases", caseFiles(), recorded), identity("golden", goldenFiles(), recorded));
  }

  /**
   * Names both sets.
   *
   * @return one line
   */
  public String text() {
    return cases.text() + ", " + golden.text();
  }

  private static SetIdentity identity(
      String name, SortedMap<String, String> files, Properties recorded) {
    String hash = treeHash(files);
    boolean released = hash.equals(recorded.getProperty(name + ".sha256"));
    String version = recorded.getProperty(name + ".version");
    return new SetIdentity(name, version, files.size(), hash, released);
  }

  /**
   * Hashes a tree.
   *
   * @param files SHA-256 of each file, in hex, by path
   * @return SHA-256 in hex
   */
  public static String treeHash(SortedMap<String, String> files) {
    StringBuilder lines = new StringBuilder();
    files.forEach((path, hash) -> lines.append(path).append(' ').append(hash).append('\n'));
    return sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Hashes bytes.
   *
   * @param content the bytes
   * @return SHA-256 in hex
   */
  public static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static SortedMap<String, String> caseFiles() throws CaseSyntaxException {
    SortedMap<String, String> files = new TreeMap<>();
    for (CaseSource source : CaseLibrary.handWrittenSources()) {
      files.put(source.path(), sha256(source.content()));
    }
    for (CaseSource source : CaseLibrary.canarySources()) {
      files.put(source.path(), sha256(source.content()));
    }
    for (CaseSource source : GeneratedCases.sources()) {
      files.put(source.path(), sha256(source.content()));
    }
    return files;
  }

  private static SortedMap<String, String> goldenFiles() throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    for (GoldenStream stream : GoldenStreams.all()) {
      String folder = "golden/" + stream.id() + "/";
      try (InputStream in = stream.stream()) {
        files.put(folder + "stream.bin", sha256(in.readAllBytes()));
      }
      files.put(folder + "golden.json", sha256(stream.json()));
      for (int i = 0; i < stream.blockCount(); i++) {
        files.put(folder + "ram/" + i + ".img", sha256(stream.ram(i)));
      }
    }
    SeedStreams.forEach(
        stream -> {
          for (String file : stream.files()) {
            files.put("golden/" + stream.id() + "/" + file, sha256(stream.file(file)));
          }
        });
    return files;
  }
}
