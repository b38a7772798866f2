package org.ramwire.conformance.harness.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.files.Links;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.protocol.ImplementationUnderTest;

/**
 * A file that takes each result as it comes, a JSON object a line.
 *
 * <p>Until all are there its name ends with {@code .incomplete}: that is what a killed run leaves.
 * The first line names the implementation, the last one says {@code "complete":true}.
 */
public final class ResultLog implements Closeable, Verification.Listener {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROTOCOL = "protocol";

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
    boolean streams = Files.exists(file) && !Files.isRegularFile(file);
    this.file = streams ? file : Links.target(file);
    this.unfinished = streams ? file : unfinished(this.file);
    try {
      if (streams) {
        this.out = Channels.newWriter(open(unfinished), StandardCharsets.UTF_8);
      } else {
        removeEarlier(unfinished);
        this.out =
            Channels.newWriter(
                open(unfinished, StandardOpenOption.CREATE_NEW), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw FileFault.of(file, e);
    }
    this.replay =
        new VerificationReport(
            implementation.name(), implementation.option(), List.of(), Duration.ZERO, choice);
    print(JSON.createObjectNode().put(PROTOCOL, 1).put("implementation", implementation.name()));
  }

  private static FileChannel open(Path file, OpenOption... more) throws IOException {
    Set<OpenOption> options = new HashSet<>(Set.of(more));
    options.add(StandardOpenOption.WRITE);
    return FileChannel.open(file, options);
  }

  /** Removes what a killed run has left; what else has that name is not ours. */
  private static void removeEarlier(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    byte[] start = JSON.writeValueAsBytes(JSON.createObjectNode().put(PROTOCOL, 1));
    // Without the bracket that closes it.
    int length = start.length - 1;
    boolean ours = false;
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        byte[] found = content.readNBytes(length);
        ours = found.length == 0 || Arrays.equals(found, Arrays.copyOf(start, length));
      }
    }
    if (!ours) {
      throw new FileAlreadyExistsException(
          file.toString(), null, file.getFileName() + " is there and is no log of results");
    }
    Files.delete(file);
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
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(file.toString(), null, "is no file any more");
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
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
