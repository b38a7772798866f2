package org.ramwire.conformance.harness.judge;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.harness.protocol.AnswerCode;
import org.ramwire.conformance.harness.protocol.CaseDescription;
import org.ramwire.conformance.harness.protocol.CaseFolder;
import org.ramwire.conformance.harness.protocol.Diagnosis;
import org.ramwire.conformance.harness.protocol.Outcome;
import org.ramwire.conformance.harness.protocol.OutcomeText;
import org.ramwire.conformance.harness.protocol.Workspace;
import org.ramwire.conformance.harness.reference.ReferenceEncoder;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.EncoderKind;
import org.ramwire.conformance.suite.cases.EncoderTask;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.cases.MemoryImage;
import org.ramwire.format.Clause;

/** The comparison of an outcome with a case's expectation. One judge judges one run. */
public final class Judge {

  private final ConformanceCase one;
  private final SortedSet<String> features;
  private final CaseFolder folder;
  private final Duration time;

  public Judge(ConformanceCase one, SortedSet<String> features, CaseFolder folder, Duration time) {
    this.one = one;
    this.features = features;
    this.folder = folder;
    this.time = time;
  }

  public CaseResult judge(Outcome outcome) throws IOException {
    return switch (outcome.kind()) {
      case EXITED -> exited((Outcome.Exited) outcome);
      case CRASHED, NOT_STARTED -> result(Verdict.CRASH, outcome);
      case MISSPOKE -> result(Verdict.HARNESS, outcome);
      case TIMED_OUT -> result(Verdict.TIMEOUT, outcome);
      case OVER_LIMIT -> result(Verdict.RESOURCE, outcome);
    };
  }

  /** The result of a case that is not run because the implementation does not claim its needs. */
  public static CaseResult unclaimed(ConformanceCase one, SortedSet<String> lacking) {
    return new CaseResult(
        one,
        Verdict.UNSUPPORTED,
        expectedText(one.expectation()),
        "not run: 'features' does not name " + String.join(", ", lacking),
        null,
        Duration.ZERO);
  }

  private CaseResult exited(Outcome.Exited exited) throws IOException {
    return switch (exited.code()) {
      case AnswerCode.DONE -> accepted(exited);
      case AnswerCode.REJECTED -> rejected(exited);
      case AnswerCode.UNSUPPORTED -> unsupported(exited);
      case AnswerCode.HARNESS -> result(Verdict.HARNESS, exited);
      default -> result(Verdict.CRASH, exited);
    };
  }

  private CaseResult accepted(Outcome.Exited exited) throws IOException {
    Expectation expectation = one.expectation();
    return switch (expectation.kind()) {
      case ACCEPT -> images((Expectation.Accept) expectation, exited);
      case EITHER -> images(((Expectation.Either) expectation).accept(), exited);
      case REJECT -> result(Verdict.FAIL, exited);
      case WRITE -> written(((Expectation.Write) expectation).task(), exited);
    };
  }

  private CaseResult rejected(Outcome.Exited exited) {
    Expectation expectation = one.expectation();
    return switch (expectation.kind()) {
      case ACCEPT, WRITE -> result(Verdict.FAIL, exited);
      case EITHER -> diagnosis(((Expectation.Either) expectation).reject(), exited);
      case REJECT -> diagnosis((Expectation.Reject) expectation, exited);
    };
  }

  private CaseResult unsupported(Outcome.Exited exited) {
    SortedSet<String> lacking = new TreeSet<>(one.setup().needs());
    lacking.removeAll(features);
    if (!lacking.isEmpty()) {
      return result(Verdict.UNSUPPORTED, exited);
    }
    String needs = String.join(", ", one.setup().needs());
    return fail(
        "exited with 20 (lacks a feature), though "
            + (needs.isEmpty() ? "the case needs none" : "'features' names " + needs));
  }

  private CaseResult diagnosis(Expectation.Reject reject, Outcome.Exited exited) {
    Diagnosis diagnosis = exited.diagnosis();
    if (diagnosis == null
        || (reject.clauses().contains(diagnosis.clause())
            && reject.where().contains(diagnosis.offset()))) {
      return result(Verdict.PASS, exited);
    }
    return fail("refused for another reason: " + diagnosis.message());
  }

  private CaseResult images(Expectation.Accept accept, Outcome.Exited exited) throws IOException {
    List<RamBlock> blocks = one.setup().blocks();
    for (RamBlock block : blocks) {
      MemoryImage expected = accept.images().get(block.index());
      Path file = folder.image(block.index());
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return fail(missing(file));
      }
      Optional<ImageDifference> difference;
      try {
        long length = Files.size(file);
        if (length != expected.lengthBytes()) {
          return fail(
              String.format(
                  "%s has %d bytes; %s has %d",
                  shown(file), length, block.idstr(), expected.lengthBytes()));
        }
        difference =
            new ImageComparison(block, one.setup().pageSize().bytes(), expected).compare(file);
      } catch (IOException e) {
        return unreadable(file, e);
      }
      if (difference.isPresent()) {
        return new CaseResult(
            one,
            Verdict.FAIL,
            difference.get().expectedText(),
            difference.get().foundText(),
            difference.get(),
            time);
      }
    }
    return result(Verdict.PASS, exited);
  }

  private CaseResult written(EncoderTask task, Outcome.Exited exited) throws IOException {
    Path file = folder.writtenStream();
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return fail(missing(file));
    }
    Set<EncoderKind> permitted =
        task.allow().stream()
            .filter(kind -> kind == EncoderKind.ZERO || features.contains(kind.feature().label()))
            .collect(Collectors.toSet());
    List<Violation> violations;
    try (FileChannel stream = FileChannel.open(file)) {
      violations = new EncoderValidator(one.setup(), task, permitted).validate(stream);
    } catch (IOException e) {
      return unreadable(file, e);
    }
    if (violations.isEmpty()) {
      return one.setup().profile() == CaseProfile.QEMU_IDENTICAL
          ? identical(file, exited)
          : result(Verdict.PASS, exited);
    }
    String more = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more)";
    return fail(shown(file) + ": " + violations.get(0).text() + more)
        .withEvidence(Evidence.of(one, file, violations));
  }

  private static String missing(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? "exited with 0, but " + shown(file) + " is no regular file"
        : "exited with 0, but there is no file " + shown(file);
  }

  /** What a program has left is its own affair: that it cannot be read costs no other case. */
  private CaseResult unreadable(Path file, IOException failure) {
    String reason = FileFault.of(Path.of(shown(file)), failure).getMessage();
    return fail("exited with 0, but cannot be read: " + reason);
  }

  private static String shown(Path file) {
    return "out/" + file.getFileName();
  }

  /** The one profile in which the bytes themselves count. */
  private CaseResult identical(Path file, Outcome.Exited exited) throws IOException {
    // A folder of its own: the program may have changed the images in the other.
    long differs;
    try (Workspace workspace = Workspace.open(null)) {
      Path fresh = workspace.write(one).path();
      Path reference = fresh.resolve("qemu-identical.bin");
      ReferenceEncoder.write(fresh, CaseDescription.of(one), reference);
      differs = Files.mismatch(file, reference);
    }
    if (differs < 0) {
      return result(Verdict.PASS, exited);
    }
    Violation violation =
        new Violation(null, differs, "the first byte that is not QEMU's; the rest is sound");
    return fail(shown(file) + ": " + violation.text())
        .withEvidence(Evidence.of(one, file, List.of(violation)));
  }

  private CaseResult fail(String found) {
    return new CaseResult(one, Verdict.FAIL, expectedText(one.expectation()), found, null, time);
  }

  private CaseResult result(Verdict verdict, Outcome outcome) {
    String expected = expectedText(one.expectation());
    return new CaseResult(one, verdict, expected, OutcomeText.of(outcome), null, time);
  }

  static String expectedText(Expectation expectation) {
    return switch (expectation.kind()) {
      case ACCEPT -> "exit 0: the stream is valid";
      case REJECT -> "exit 10: " + rejectText((Expectation.Reject) expectation);
      case EITHER -> {
        Expectation.Either either = (Expectation.Either) expectation;
        yield "exit 0 or 10: " + either.allowedBy().id() + " leaves the choice";
      }
      case WRITE -> "exit 0, and a stream that brings the guest's memory over";
    };
  }

  private static String rejectText(Expectation.Reject reject) {
    String clauses = reject.clauses().stream().map(Clause::id).collect(Collectors.joining(" or "));
    return "the stream breaks " + clauses + " at " + reject.where();
  }
}
