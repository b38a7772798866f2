package org.ramwire.conformance.verify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A decoder that is a program of its own, run once for each case. */
public final class OutsideProgram implements ImplementationUnderTest {

  private final String command;
  private final List<String> words;

  /**
   * Takes the command that runs the program.
   *
   * @param command a command line; {@code features} or {@code decode DIR} is put behind it
   * @throws IllegalArgumentException if it cannot be split into words
   */
  public OutsideProgram(String command) {
    this.command = command;
    this.words = ShellWords.split(command);
  }

  @Override
  public String name() {
    return command;
  }

  @Override
  public String option() {
    return "--iut " + ShellWords.quote(command);
  }

  @Override
  public SortedSet<String> features(RunLimits limits) throws HarnessException {
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
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public Outcome decode(Path folder, RunLimits limits) {
    return new ProcessRun(limits, new CaseFolder(folder))
        .run(with("decode", folder.toAbsolutePath().toString()));
  }

  private List<String> with(String... arguments) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(arguments));
    return all;
  }
}
