package org.ramwire.conformance.suite.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.suite.cases.CaseParser;
import org.ramwire.conformance.suite.cases.CaseSource;
import org.ramwire.conformance.suite.cases.CaseSyntaxException;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.series.GeneratedCases;
import org.ramwire.conformance.suite.series.GoldenCases;
import org.ramwire.conformance.suite.series.SeedCases;

/** The cases that come with this module. */
public final class CaseLibrary {

  /** A file that is always there, to find the folder by. */
  private static final String ANCHOR = "/cases/README.md";

  private static final String CANARY_ANCHOR = "/canaries/CANARY-EMPTY.case";

  private static final String SUFFIX = ".case";

  private static final Comparator<ConformanceCase> BY_GROUP_AND_ID =
      Comparator.comparing((ConformanceCase one) -> one.heading().group())
          .thenComparing(ConformanceCase::id);

  /** The cases as they were read last, for as long as memory is not short. */
  private static SoftReference<List<ConformanceCase>> all = new SoftReference<>(null);

  /** The hand-written cases as they were read last, for as long as memory is not short. */
  private static SoftReference<List<CaseSource>> handWritten = new SoftReference<>(null);

  private CaseLibrary() {}

  /**
   * Reads all cases, once: the hand-written ones, the generated ones and the golden streams.
   *
   * @return the cases, by group and id
   * @throws CaseSyntaxException if a file does not follow the notation, or an id stands twice
   * @throws IOException if a golden stream cannot be read
   */
  public static synchronized List<ConformanceCase> all() throws CaseSyntaxException, IOException {
    List<ConformanceCase> cases = all.get();
    if (cases == null) {
      cases = readAll();
      all = new SoftReference<>(cases);
    }
    return cases;
  }

  private static List<ConformanceCase> readAll() throws CaseSyntaxException, IOException {
    List<ConformanceCase> cases = new ArrayList<>(handWritten());
    GeneratedCases.sources().forEach(source -> cases.add(source.parsed()));
    cases.addAll(GoldenCases.all());
    cases.addAll(SeedCases.all());
    cases.sort(BY_GROUP_AND_ID);
    return List.copyOf(cases);
  }

  /**
   * Reads the hand-written cases, once.
   *
   * @return the cases, by group and id
   * @throws CaseSyntaxException if a file does not follow the notation, or an id stands twice
   */
  public static List<ConformanceCase> handWritten() throws CaseSyntaxException {
    return handWrittenSources().stream().map(CaseSource::parsed).toList();
  }

  /** Reads the hand-written cases with their texts, once. */
  public static synchronized List<CaseSource> handWrittenSources() throws CaseSyntaxException {
    List<CaseSource> sources = handWritten.get();
    if (sources == null) {
      sources = List.copyOf(sourcesBeside(ANCHOR));
      handWritten = new SoftReference<>(sources);
    }
    return sources;
  }

  /** Reads all canaries with their texts. */
  static List<CaseSource> canarySources() throws CaseSyntaxException {
    return sourcesBeside(CANARY_ANCHOR);
  }

  private static List<CaseSource> sourcesBeside(String resource) throws CaseSyntaxException {
    URL anchor = CaseLibrary.class.getResource(resource);
    if (anchor == null) {
      throw new AssertionError("the module has no " + resource);
    }
    try {
      URI uri = anchor.toURI();
      if (!uri.getScheme().equals("jar")) {
        return readSources(Path.of(uri).getParent());
      }
      URI archive = URI.create(uri.toString().substring(0, uri.toString().indexOf("!/")));
      try (FileSystem jar = FileSystems.newFileSystem(archive, Map.of())) {
        return readSources(jar.getPath(resource).getParent());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the cases cannot be read", e);
    } catch (URISyntaxException e) {
      throw new AssertionError("a resource's URL is an URI", e);
    }
  }

  /**
   * Reads one of the canaries: cases that every implementation has to get right before it is given
   * others.
   *
   * @param id for example {@code CANARY-MINIMAL}
   * @return the case
   */
  public static ConformanceCase canary(String id) {
    String name = "/canaries/" + id + SUFFIX;
    try (InputStream content = CaseLibrary.class.getResourceAsStream(name)) {
      if (content == null) {
        throw new IllegalArgumentException("there is no canary " + id);
      }
      String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
      return CaseParser.parse(name, "canaries", text);
    } catch (IOException e) {
      throw new UncheckedIOException("the canaries cannot be read", e);
    } catch (CaseSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Reads a case that is kept outside the library.
   *
   * @param path a case file, or a folder that holds one
   * @return the case
   * @throws CaseSyntaxException if the file does not follow the notation
   * @throws IOException if it cannot be read, or there is not one in the folder
   */
  public static ConformanceCase fromFile(Path path) throws CaseSyntaxException, IOException {
    Path file = path;
    if (Files.isDirectory(path)) {
      try (Stream<Path> all = Files.list(path)) {
        List<Path> files = all.filter(one -> one.toString().endsWith(SUFFIX)).toList();
        if (files.size() != 1) {
          throw new IOException(
              path
                  + ": expected a folder with one case file, as --random keeps them; found "
                  + files.size());
        }
        file = files.get(0);
      }
    }
    return parse(file.toString(), "kept", FileFault.read(file));
  }

  /**
   * Reads a case from its text.
   *
   * @param name what messages call it
   * @param group its group
   * @param text as a case file is written
   * @return the case
   * @throws CaseSyntaxException if the text does not follow the notation
   */
  public static ConformanceCase parse(String name, String group, String text)
      throws CaseSyntaxException {
    return CaseParser.parse(name, group, text);
  }

  /**
   * Reads the cases in a folder's folders, each of which is a group.
   *
   * @param folder holds folders that hold {@code <ID>.case}
   * @return the cases, by group and id
   * @throws CaseSyntaxException if a file does not follow the notation, or an id stands twice
   * @throws IOException if a file cannot be read
   */
  static List<ConformanceCase> readFolder(Path folder) throws CaseSyntaxException, IOException {
    return readSources(folder).stream().map(CaseSource::parsed).toList();
  }

  private static List<CaseSource> readSources(Path folder) throws CaseSyntaxException, IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder, 2)) {
      files = all.filter(file -> file.toString().endsWith(SUFFIX)).toList();
    }
    List<CaseSource> cases = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (Path file : files) {
      String name = folder.relativize(file).toString();
      String text = Files.readString(file);
      ConformanceCase parsed =
          CaseParser.parse(name, file.getParent().getFileName().toString(), text);
      if (!file.getFileName().toString().equals(parsed.id() + SUFFIX)) {
        throw new CaseSyntaxException(name, 1, "the file of case " + parsed.id() + " has its name");
      }
      String earlier = seen.put(parsed.id(), name);
      if (earlier != null) {
        throw new CaseSyntaxException(name, 1, "case " + parsed.id() + " is also in " + earlier);
      }
      String path = folder.getFileName() + "/" + name.replace('\\', '/');
      cases.add(new CaseSource(path, text.getBytes(StandardCharsets.UTF_8), parsed));
    }
    cases.sort(Comparator.comparing(CaseSource::parsed, BY_GROUP_AND_ID));
    return cases;
  }
}
