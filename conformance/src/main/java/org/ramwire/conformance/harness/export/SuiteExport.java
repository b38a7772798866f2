package org.ramwire.conformance.harness.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ramwire.conformance.files.Access;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.files.Links;
import org.ramwire.conformance.files.Unfinished;
import org.ramwire.conformance.harness.protocol.CaseFolders;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.cases.MemoryImage;
import org.ramwire.conformance.suite.cases.Role;
import org.ramwire.conformance.suite.library.SetIdentity;
import org.ramwire.conformance.suite.library.SuiteIdentity;
import org.ramwire.format.Clause;

/**
 * The writing of cases as folders, with an index.
 *
 * <p>The same cases give the same bytes: nothing in them says when or where they were written.
 */
public final class SuiteExport {

  private static final int FORMAT = 1;
  private static final String INDEX_SCHEMA = "export-index.schema.json";
  private static final byte[] CHUNK = new byte[1 << 16];

  private final Path root;
  private final SuiteIdentity suite;

  private SuiteExport(Path root, SuiteIdentity suite) {
    this.root = root;
    this.suite = suite;
  }

  /**
   * Writes cases; the directory appears whole or not at all.
   *
   * @param directory must not be there, or be empty
   * @param cases the cases
   * @param suite the sets that they come from
   * @throws IOException if a file cannot be written
   */
  public static void write(Path directory, List<ConformanceCase> cases, SuiteIdentity suite)
      throws IOException {
    // A link stays one: what it points to is filled.
    Path target = Links.target(directory);
    if (Files.exists(target) && !empty(target)) {
      throw FileFault.taken(directory);
    }
    // The JDK names our own unfinished directory.
    try (Unfinished unfinished = Unfinished.directory(target, Access.EVERYBODY)) {
      new SuiteExport(unfinished.path(), suite).write(cases);
      unfinished.publish();
    } catch (FileAlreadyExistsException e) {
      throw FileFault.taken(directory);
    } catch (NotDirectoryException e) {
      throw e;
    } catch (IOException e) {
      throw FileFault.of(directory, e);
    }
  }

  private static boolean empty(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  private void write(List<ConformanceCase> cases) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode index = mapper.createObjectNode();
    index.put("format", FORMAT);
    index.put("protocol", 1);
    ObjectNode sets = index.putObject("suite");
    addSet(sets.putObject("cases"), suite.cases());
    addSet(sets.putObject("golden"), suite.golden());
    addClauses(index.putArray("clauses"));
    ArrayNode entries = index.putArray("cases");
    for (ConformanceCase one : cases) {
      addCase(entries.addObject(), one);
    }
    Files.writeString(root.resolve("index.json"), mapper.writeValueAsString(index) + "\n");
    copy("/schemas/" + INDEX_SCHEMA, root.resolve(INDEX_SCHEMA));
    copy("/export/README.md", root.resolve("README.md"));
  }

  private static void addSet(ObjectNode node, SetIdentity set) {
    node.put("version", set.version());
    node.put("sha256", set.sha256());
    node.put("released", set.released());
  }

  private static void addClauses(ArrayNode clauses) {
    for (Clause clause : Clause.values()) {
      ObjectNode node = clauses.addObject();
      node.put("id", clause.id());
      node.put("level", clause.level().name());
      node.put("role", clause.role().name());
      node.put("summary", clause.summary());
      node.put("see", clause.address());
    }
  }

  private void addCase(ObjectNode node, ConformanceCase one) throws IOException {
    String path = "cases/" + one.heading().group() + "/" + one.id();
    Path folder = Files.createDirectories(root.resolve(path));
    CaseFolders.write(folder, one);
    node.put("id", one.id());
    node.put("folder", path);
    node.put("title", one.heading().title());
    ids(node.putArray("clauses"), one.clauses());
    node.put("role", one.role().label());
    node.put("profile", one.setup().profile().label());
    one.setup().needs().forEach(node.putArray("needs")::add);
    node.put("pageSize", one.setup().pageSize().bytes());
    if (one.role() == Role.DECODE) {
      node.put("streamSha256", SuiteIdentity.sha256(one.stream().toArray()));
      addExpectation(node.putObject("expect"), folder, one);
    }
    node.put("source", one.heading().source());
    node.put("why", one.heading().why());
  }

  private static void ids(ArrayNode node, List<Clause> clauses) {
    clauses.forEach(clause -> node.add(clause.id()));
  }

  private static void addExpectation(ObjectNode node, Path folder, ConformanceCase one)
      throws IOException {
    List<String> lines = new ArrayList<>();
    String kind = one.expectation().kind().name().toLowerCase(Locale.ROOT);
    node.put("kind", kind);
    if (one.expectation() instanceof Expectation.Accept accept) {
      lines.add("expect " + kind);
      addImages(node, lines, folder, accept);
    } else if (one.expectation() instanceof Expectation.Reject reject) {
      lines.add("expect " + kind);
      addReject(node, lines, reject);
    } else if (one.expectation() instanceof Expectation.Either either) {
      lines.add("expect " + kind + " " + either.allowedBy().id());
      node.put("allowedBy", either.allowedBy().id());
      addImages(node, lines, folder, either.accept());
      addReject(node, lines, either.reject());
    }
    Files.writeString(folder.resolve("expect.txt"), String.join("\n", lines) + "\n");
  }

  /** Writes the images; one that is all zero is named by its length alone. */
  private static void addImages(
      ObjectNode node, List<String> lines, Path folder, Expectation.Accept accept)
      throws IOException {
    ArrayNode images = node.putArray("images");
    for (int i = 0; i < accept.images().size(); i++) {
      MemoryImage image = accept.images().get(i);
      ObjectNode entry = images.addObject();
      entry.put("lengthBytes", image.lengthBytes());
      if (allZero(image)) {
        lines.add("zero " + i + " " + image.lengthBytes());
        continue;
      }
      String file = "expected/" + i + ".img";
      Files.createDirectories(folder.resolve("expected"));
      image.write(folder.resolve(file));
      entry.put("file", file);
      lines.add("image " + i + " " + file);
    }
  }

  private static boolean allZero(MemoryImage image) {
    byte[] chunk = new byte[CHUNK.length];
    for (long at = 0; at < image.lengthBytes(); at += chunk.length) {
      int length = (int) Math.min(chunk.length, image.lengthBytes() - at);
      if (image.touches(at, length)) {
        image.copy(at, chunk, length);
        if (!Arrays.equals(chunk, 0, length, CHUNK, 0, length)) {
          return false;
        }
      }
    }
    return true;
  }

  private static void addReject(ObjectNode node, List<String> lines, Expectation.Reject reject) {
    ids(node.putArray("clauses"), reject.clauses());
    node.put("firstOffset", reject.where().first());
    node.put("lastOffset", reject.where().last());
    reject.clauses().forEach(clause -> lines.add("clause " + clause.id()));
    lines.add("offset " + reject.where().first() + " " + reject.where().last());
  }

  private static void copy(String resource, Path file) throws IOException {
    try (InputStream in = SuiteExport.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError("the module has no " + resource);
      }
      Files.copy(in, file);
    }
  }
}
