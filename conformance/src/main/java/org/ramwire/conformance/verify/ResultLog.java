package org.ramwire.conformance.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.ramwire.conformance.files.FileFault;

/**
 * A file that takes each result as it comes, a JSON object a line.
 *
 * <p>Until all are there its name ends with {@code .incomplete}: that is what a killed run leaves.
 * The first line names the implementation, the last one says {@code "complete":true}.
 */
public final class ResultLog implements Closeable, Verification.Listener {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  /** Where the lines go: beside what the file is, or into it if it is a pipe or a device. */
  private final Path unfinished;

  private final Writer out;
  private IOException failure;

  /** Knows nothing but how a case is replayed. */
  private final VerificationReport replay;

  /**
   * Opens a log.
   *
   * @param file is replaced when the log is complete; a pipe or a device is written to as it is
   * @param implementation whose results they are
   * @param choice the options that choose the cases again; null if they are in the library
   * @throws IOException naming the file, if it cannot be written
   */
  public ResultLog(Path file, ImplementationUnderTest implementation, String choice)
      throws IOException {
    FileFault.checkDestination(file);
    // A link stays one: what it points to is replaced.
    this.file = Files.isRegularFile(file) ? file.toRealPath() : file;
    boolean streams = Files.exists(file) && !Files.isRegularFile(file);
    this.unfinished = streams ? file : unfinished(this.file);
    try {
      this.out = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw FileFault.of(file, e);
    }
    this.replay =
        new VerificationReport(
            implementation.name(), implementation.option(), List.of(), Duration.ZERO, choice);
    print(JSON.createObjectNode().put("protocol", 1).put("implementation", implementation.name()));
  }

  /**
   * Names the file that results go to while the run goes on.
   *
   * @param file where they are in the end
   * @return its sibling
   */
  public static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + ".incomplete");
  }

  @Override
  public void caseEnded(int done, int total, CaseResult last) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", last.testCase().id());
    node.put("verdict", last.verdict().name());
    node.put("millis", last.time().toMillis());
    node.put("expected", last.expected());
    node.put("found", last.found());
    last.evidence().forEach(node.putArray("evidence")::add);
    node.put("replay", replay.replayCommand(last.testCase().id()));
    print(node);
  }

  /**
   * Marks the log as complete.
   *
   * @param report all results
   * @throws IOException if a line could not be written
   */
  public void complete(VerificationReport report) throws IOException {
    print(
        JSON.createObjectNode()
            .put("complete", true)
            .put("cases", report.results().size())
            .put("good", report.good())
            .put("millis", report.time().toMillis()));
    if (failure != null) {
      throw FileFault.of(unfinished, failure);
    }
    if (!unfinished.equals(file)) {
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void print(ObjectNode node) {
    try {
      out.write(JSON.writeValueAsString(node) + "\n");
      out.flush();
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of texts and numbers", e);
    } catch (IOException e) {
      // A full disk does not end the run: its verdict is still to be told.
      failure = failure == null ? e : failure;
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      // What could not be written has been told by complete().
    }
  }
}
