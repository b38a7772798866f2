package org.ramwire.conformance.harness.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Collectors;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.harness.protocol.AnswerCode;
import org.ramwire.conformance.harness.protocol.CaseFolder;
import org.ramwire.conformance.harness.protocol.HarnessException;
import org.ramwire.conformance.harness.protocol.ImplementationUnderTest;
import org.ramwire.conformance.harness.protocol.Outcome;
import org.ramwire.conformance.harness.protocol.OutcomeText;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.suite.cases.Feature;
import org.ramwire.conformance.suite.cases.Role;

/**
 * A decoder or encoder that is a program of its own, run once for each case or kept in sessions.
 */
public final class OutsideProgram implements ImplementationUnderTest {

  private final String command;
  private final List<String> words;
  private final ProgramMode mode;

  /** Sessions that no case runs in, each with what it said to hello. */
  private final Deque<ProgramSession> idle = new ConcurrentLinkedDeque<>();

  private volatile boolean inSessions;
  private volatile SortedSet<String> features;

  /**
   * Takes the command that runs the program, in a session if it can.
   *
   * @param command a command line; {@code features} or {@code decode DIR} is put after it
   * @throws IllegalArgumentException if it cannot be split into words
   */
  public OutsideProgram(String command) {
    this(command, ProgramMode.AUTO);
  }

  /**
   * Takes the command that runs the program.
   *
   * @param command a command line; {@code features}, {@code decode DIR}, {@code encode DIR} or
   *     {@code serve} is put after it
   * @param mode how the program is reached
   * @throws IllegalArgumentException if the command cannot be split into words
   */
  public OutsideProgram(String command, ProgramMode mode) {
    this.command = command;
    this.words = ShellWords.split(command);
    this.mode = mode;
    this.inSessions = mode == ProgramMode.SESSION;
  }

  @Override
  public String name() {
    return command;
  }

  @Override
  public String option() {
    String modeOption = mode == ProgramMode.AUTO ? "" : " --mode " + mode;
    return "--iut " + ShellWords.quote(command) + modeOption;
  }

  @Override
  public SortedSet<String> features(RunLimits limits) throws HarnessException {
    ProgramFile.check(words.get(0), System.getenv("PATH"));
    if (mode == ProgramMode.SESSION) {
      ProgramSession session = ProgramSession.open(with(Feature.SERVE.label()), limits);
      features = session.features();
      idle.push(session);
    } else {
      features = askOnce(limits);
      inSessions = mode == ProgramMode.AUTO && features.contains(Feature.SERVE.label());
    }
    return features;
  }

  private SortedSet<String> askOnce(RunLimits limits) throws HarnessException {
    ProcessRun run = new ProcessRun(limits, null);
    Outcome outcome = run.run(with("features"));
    if (!(outcome instanceof Outcome.Exited exited) || exited.code() != AnswerCode.DONE) {
      throw new HarnessException(
          "'"
              + command
              + " features' should print a feature's name per line and exit with 0; it "
              + OutcomeText.of(outcome));
    }
    return run.standardOutput()
        .lines()
        .map(line -> OneLine.of(line.strip()))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public Outcome run(Role role, Path folder, RunLimits limits) {
    if (!inSessions) {
      return new ProcessRun(limits, new CaseFolder(folder))
          .run(with(role.label(), folder.toAbsolutePath().toString()));
    }
    ProgramSession session;
    try {
      session = idleOrNew(limits);
    } catch (HarnessException e) {
      return new Outcome.NotStarted(e.getMessage());
    }
    Outcome outcome = session.run(role, folder, limits);
    if (session.isOpen()) {
      idle.push(session);
    }
    return outcome;
  }

  @Override
  public void checkSession(RunLimits limits) throws HarnessException {
    if (!inSessions) {
      return;
    }
    try (ProgramSession session = idleOrNew(limits)) {
      if (!session.features().equals(features)) {
        throw new HarnessException(
            "hello names the features that 'features' names\n  expected  "
                + String.join(" ", features)
                + "\n  found     "
                + String.join(" ", session.features()));
      }
      Outcome outcome = session.bye(limits);
      if (!(outcome instanceof Outcome.Exited)) {
        throw new HarnessException(
            "a session ends when it is told to\n  expected  exit 0 after bye\n  found     "
                + OutcomeText.of(outcome));
      }
    }
  }

  private ProgramSession idleOrNew(RunLimits limits) throws HarnessException {
    ProgramSession session = idle.poll();
    return session != null ? session : ProgramSession.open(with(Feature.SERVE.label()), limits);
  }

  @Override
  public void close() {
    for (ProgramSession one = idle.poll(); one != null; one = idle.poll()) {
      one.close();
    }
  }

  private List<String> with(String... arguments) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(arguments));
    return all;
  }
}
