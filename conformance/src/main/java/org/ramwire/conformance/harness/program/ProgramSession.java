package org.ramwire.conformance.harness.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.harness.protocol.AnswerCode;
import org.ramwire.conformance.harness.protocol.AnswerLines;
import org.ramwire.conformance.harness.protocol.CaseFolder;
import org.ramwire.conformance.harness.protocol.HarnessException;
import org.ramwire.conformance.harness.protocol.Outcome;
import org.ramwire.conformance.harness.protocol.OutcomeText;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.suite.cases.Role;

/**
 * One run of {@code serve}: a program that answers case after case, a JSON object a line.
 *
 * <p>Whatever is no answer ends it, so that the next case finds a fresh one. Not thread-safe.
 */
final class ProgramSession implements Closeable {

  private static final long POLL_MILLIS = 20;
  private static final int POLLS_PER_LOOK = 5;
  private static final int SHOWN_CHARS = 120;

  /** One object a line and nothing else: a second one would be somebody else's answer. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final ProcessFamily family;
  private final AnswerLines answers;
  private final LastWords words;
  private SortedSet<String> features;
  private long lastId;
  private boolean open = true;

  private ProgramSession(ProcessFamily family) {
    this.family = family;
    this.answers = new AnswerLines(family.program().getInputStream());
    this.words = new LastWords(family.program().getErrorStream());
  }

  /**
   * Starts a session and asks for its features.
   *
   * @throws HarnessException if it cannot be started, or the answer is none
   */
  static ProgramSession open(List<String> command, RunLimits limits) throws HarnessException {
    ProgramSession session;
    try {
      session = new ProgramSession(ProcessFamily.start(command));
    } catch (IOException e) {
      throw new HarnessException("'serve' could not be started: " + e.getMessage());
    }
    try {
      session.hello(limits);
    } catch (HarnessException e) {
      session.close();
      throw e;
    }
    return session;
  }

  private void hello(RunLimits limits) throws HarnessException {
    String expected = "{\"protocol\":1,\"features\":[…]}";
    Reply reply =
        exchange(JSON.createObjectNode().put("cmd", "hello").put("protocol", 1), null, limits);
    if (reply.outcome != null) {
      throw new HarnessException(
          "'serve' should answer hello with " + expected + "; it " + OutcomeText.of(reply.outcome));
    }
    JsonNode list = reply.json.path("features");
    if (reply.json.path("protocol").asInt() != 1 || !list.isArray()) {
      throw new HarnessException(
          "'serve' should answer hello with " + expected + "; it wrote " + shown(reply.line));
    }
    features = new TreeSet<>();
    list.forEach(name -> features.add(OneLine.of(name.asText())));
  }

  SortedSet<String> features() {
    return features;
  }

  /** False once something was no answer. */
  boolean isOpen() {
    return open;
  }

  /** Gives it a case. */
  Outcome run(Role role, Path folder, RunLimits limits) {
    ObjectNode request = JSON.createObjectNode();
    request.put("cmd", "run").put("id", ++lastId);
    request.put("role", role.label()).put("dir", folder.toAbsolutePath().toString());
    Reply reply = exchange(request, new CaseFolder(folder), limits);
    if (reply.outcome != null) {
      return reply.outcome;
    }
    JsonNode exit = reply.json.path("exit");
    JsonNode id = reply.json.path("id");
    boolean ours = id.isIntegralNumber() && id.canConvertToLong() && id.asLong() == lastId;
    if (!exit.isInt() || !ours) {
      return misspoke(reply.line, "{\"id\":" + lastId + ",\"exit\":…}");
    }
    String message =
        OneLine.of(reply.json.path("message").asText(""), BoundedDrain.LAST_WORDS_CHARS);
    return new Outcome.Exited(exit.asInt(), null, message.isEmpty() ? words.line() : message);
  }

  /** Tells it to end; returns how it did. */
  Outcome bye(RunLimits limits) {
    Reply reply = exchange(JSON.createObjectNode().put("cmd", "bye"), null, limits);
    if (reply.outcome == null) {
      return misspoke(reply.line, "nothing, and the session's end, after bye");
    }
    boolean good =
        reply.outcome instanceof Outcome.Crashed && family.program().exitValue() == AnswerCode.DONE;
    return good ? new Outcome.Exited(AnswerCode.DONE, null, "") : reply.outcome;
  }

  /** A line with its JSON, or else how the exchange ended. */
  private record Reply(String line, JsonNode json, Outcome outcome) {}

  private Reply exchange(ObjectNode request, CaseFolder folder, RunLimits limits) {
    Outcome outcome;
    try {
      String early = answers.poll(0);
      if (early != null) {
        return new Reply(null, null, misspoke(early, "no line before a request"));
      }
      words.start();
      answers.start(limits.outputBytes());
      send(request);
      String line = await(folder, limits);
      String over = new LimitWatch(limits, family, folder).over();
      if (line != null && over == null) {
        return parse(line);
      }
      outcome = silence(over, limits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      outcome = new Outcome.NotStarted("interrupted");
    }
    close();
    return new Reply(null, null, outcome);
  }

  private void send(ObjectNode request) {
    try {
      var input = family.program().getOutputStream();
      input.write((request + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      // It has ended: no line will come.
    }
  }

  /** Waits for a line; null if it has ended, is over a limit, or its time is over. */
  private String await(CaseFolder folder, RunLimits limits) throws InterruptedException {
    LimitWatch watch = new LimitWatch(limits, family, folder);
    long deadline = System.nanoTime() + limits.time().toNanos();
    for (int poll = 1; System.nanoTime() < deadline; poll++) {
      String line = answers.poll(POLL_MILLIS);
      if (line != null) {
        return line;
      }
      if (poll % POLLS_PER_LOOK == 0) {
        family.look();
      }
      if (answers.ended() || overOutput(limits) != null || watch.over() != null) {
        return null;
      }
    }
    return null;
  }

  /** Says why no line counts. */
  private Outcome silence(String overWatched, RunLimits limits) throws InterruptedException {
    String over = overWatched != null ? overWatched : overOutput(limits);
    if (over != null) {
      return new Outcome.OverLimit(over, words.line());
    }
    if (!answers.ended()) {
      return new Outcome.TimedOut(limits.time(), words.line());
    }
    if (!family.program().waitFor(1, TimeUnit.SECONDS)) {
      return new Outcome.Crashed("closed its standard output in the middle of the session");
    }
    int code = family.program().exitValue();
    String last = words.lineOfTheDead();
    return new Outcome.Crashed(
        "the session ended with exit code "
            + code
            + (last.isEmpty() ? "" : ", last words: " + last));
  }

  private String overOutput(RunLimits limits) {
    String more = "wrote more than " + limits.outputBytes() + " bytes on standard ";
    if (answers.overflown()) {
      return more + "output";
    }
    return words.count() > limits.outputBytes() ? more + "error" : null;
  }

  private Reply parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      if (json != null && json.isObject()) {
        return new Reply(line, json, null);
      }
    } catch (JsonProcessingException e) {
      // Below.
    }
    return new Reply(null, null, misspoke(line, "one JSON object"));
  }

  private Outcome misspoke(String line, String expected) {
    Outcome outcome =
        new Outcome.Misspoke(
            "wrote the line " + shown(line) + ": expected " + expected, words.line());
    close();
    return outcome;
  }

  private static String shown(String line) {
    return "'" + OneLine.of(line, SHOWN_CHARS) + "'";
  }

  /** Ends the program and whatever it has started. */
  @Override
  public void close() {
    open = false;
    family.kill();
    family.close();
  }
}
