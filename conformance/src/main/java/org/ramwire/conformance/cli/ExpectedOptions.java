package org.ramwire.conformance.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.files.ReportFile;
import org.ramwire.conformance.harness.run.ExpectedFailures;
import org.ramwire.conformance.harness.run.VerificationReport;
import picocli.CommandLine.Option;

/** The options of a verification that name the failures that are known. */
final class ExpectedOptions {

  @Option(
      names = "--expected",
      paramLabel = "FILE",
      description =
          "the failures that you know, one a line: ID VERDICT REASON-OR-LINK. The run succeeds "
              + "if exactly these cases fail; a listed case that passes or has another verdict, or "
              + "an unknown id, fails the run")
  private Path file;

  @Option(
      names = "--update-expected",
      description =
          "update that file from this run: remove cases that pass, add cases that fail, keep "
              + "comments and reasons")
  private boolean update;

  /** What was in the file when it was read; null if it was not there. */
  private String found;

  ExpectedOptions() {}

  /** A run seen with what was expected, and what there is to say about the file. */
  record Outcome(ExpectedFailures.Review review, List<String> notes) {}

  /** Returns the file, or null. */
  Path file() {
    return file;
  }

  /** Tells whether there is a file. */
  boolean given() {
    return file != null;
  }

  /** Returns what is wrong with the options, or null. */
  String fault() {
    return update && file == null ? "--update-expected: expected a file, by --expected FILE" : null;
  }

  /**
   * Reads the file, before the cases run: a mistake in it shows at once.
   *
   * @throws IllegalArgumentException if a line is none
   */
  ExpectedFailures read() throws IOException {
    if (file == null || (update && !Files.exists(file))) {
      return ExpectedFailures.parse("");
    }
    found = FileFault.read(file);
    return ExpectedFailures.parse(found);
  }

  /** Somebody may have written reasons while the cases ran. */
  private void refuseIfChanged() throws IOException {
    String now = Files.exists(file) ? FileFault.read(file) : null;
    if (!Objects.equals(now, found)) {
      throw new IOException(
          file + ": has changed since the run began, so it is not updated; run again");
    }
  }

  /** Compares a run with the file, or the file with the run. */
  Outcome apply(ExpectedFailures expected, VerificationReport run, Set<String> known)
      throws IOException {
    List<String> notes = new ArrayList<>();
    ExpectedFailures now = expected;
    if (update) {
      LocalDate today = LocalDate.now(ZoneOffset.UTC);
      ExpectedFailures.Update change = expected.updated(run, known, today);
      refuseIfChanged();
      ReportFile.write(file, change.text());
      now = ExpectedFailures.parse(change.text());
      notes.add(
          String.format(
              "%s: %d added, %d removed, %d changed",
              file, change.added(), change.dropped(), change.changed()));
      change
          .unproven()
          .forEach(line -> notes.add("removed, although no such case was run: " + line.strip()));
    }
    if (now.unexplained() > 0) {
      notes.add(file + ": " + now.unexplained() + " without a reason yet");
    }
    return new Outcome(now.review(run, known), notes);
  }
}
