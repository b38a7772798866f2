package org.ramwire.conformance.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * A file that takes each result as it comes, a JSON object a line.
 *
 * <p>Until all are there its name ends with {@code .incomplete}: that is what a killed run leaves.
 * The first line names the implementation, the last one says {@code "complete":true}.
 */
public final class ResultLog implements Closeable, Verification.Listener {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Path unfinished;
  private final PrintWriter out;

  /** Knows nothing but how a case is replayed. */
  private final VerificationReport replay;

  /**
   * Opens a log.
   *
   * @param file is replaced when the log is complete
   * @param implementation whose results they are
   * @throws IOException if the file cannot be written
   */
  public ResultLog(Path file, ImplementationUnderTest implementation) throws IOException {
    this.file = file;
    this.unfinished = file.resolveSibling(file.getFileName() + ".incomplete");
    this.out = new PrintWriter(Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8), false);
    this.replay =
        new VerificationReport(
            implementation.name(), implementation.option(), List.of(), Duration.ZERO);
    print(JSON.createObjectNode().put("protocol", 1).put("implementation", implementation.name()));
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
    if (out.checkError()) {
      throw new IOException(unfinished + ": a line could not be written");
    }
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private void print(ObjectNode node) {
    try {
      out.println(JSON.writeValueAsString(node));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of texts and numbers", e);
    }
  }

  @Override
  public void close() {
    out.close();
  }
}
