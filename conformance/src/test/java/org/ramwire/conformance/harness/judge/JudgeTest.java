package org.ramwire.conformance.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramwire.conformance.harness.protocol.AnswerCode;
import org.ramwire.conformance.harness.protocol.CaseFolder;
import org.ramwire.conformance.harness.protocol.Diagnosis;
import org.ramwire.conformance.harness.protocol.Outcome;
import org.ramwire.conformance.harness.reference.ReferenceCodec;
import org.ramwire.conformance.harness.run.TestCases;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.cases.Role;
import org.ramwire.conformance.suite.library.CaseLibrary;
import org.ramwire.format.Clause;

class JudgeTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "PAGE-EACH, 0, PASS",
    "PAGE-EACH, 10, FAIL",
    "PAGE-EACH, 20, FAIL",
    "PAGE-EACH, 30, HARNESS",
    "PAGE-EACH, 1, CRASH",
    "PAGE-EACH, 139, CRASH",
    "FLAG-NONE, 0, FAIL",
    "FLAG-NONE, 10, PASS",
    "FLAG-NONE, 20, FAIL",
    "FLAG-NONE, 30, HARNESS",
    "FLAG-NONE, 1, CRASH",
    "FLAG-NONE, 2, CRASH",
    "TRAILING-GARBAGE, 0, PASS",
    "TRAILING-GARBAGE, 10, PASS",
    "TRAILING-GARBAGE, 1, CRASH",
  })
  void exitCodesMeanWhatTheProtocolSays(String id, int code, Verdict verdict) throws IOException {
    ConformanceCase one = TestCases.one(id);
    CaseFolder folder = CaseFolder.write(directory, one);
    ReferenceCodec.answer(directory, Role.DECODE);

    CaseResult result = judge(one, folder, new Outcome.Exited(code, null, ""));

    assertThat(result.verdict()).isEqualTo(verdict);
  }

  @Test
  void aRunWithoutAnAnswerHasAVerdictOfItsOwn() throws IOException {
    assertThat(verdict(new Outcome.TimedOut(Duration.ofSeconds(1), ""))).isEqualTo(Verdict.TIMEOUT);
    assertThat(verdict(new Outcome.OverLimit("much", ""))).isEqualTo(Verdict.RESOURCE);
    assertThat(verdict(new Outcome.Crashed("boom"))).isEqualTo(Verdict.CRASH);
    assertThat(verdict(new Outcome.NotStarted("nowhere"))).isEqualTo(Verdict.CRASH);
  }

  @Test
  void exit20IsNoFailureForAFeatureThatWasNotClaimed() throws IOException {
    ConformanceCase one = TestCases.one("ZERO-CLEARS");
    Outcome outcome = new Outcome.Exited(AnswerCode.UNSUPPORTED, null, "");
    CaseFolder folder = CaseFolder.write(directory, one);

    assertThat(new Judge(one, new TreeSet<>(), folder, Duration.ZERO).judge(outcome).verdict())
        .isEqualTo(Verdict.UNSUPPORTED);
    assertThat(
            new Judge(one, ReferenceCodec.features(), folder, Duration.ZERO)
                .judge(outcome)
                .verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void seesOneSpoiledByteOfAnImage() throws IOException {
    ConformanceCase one = TestCases.one(TestCases.ACCEPTED);
    CaseFolder folder = CaseFolder.write(directory, one);
    ReferenceCodec.answer(directory, Role.DECODE);
    byte[] image = Files.readAllBytes(folder.image(0));
    image[0x2007] ^= 0x10;
    Files.write(folder.image(0), image);

    CaseResult result = judge(one, folder, new Outcome.Exited(0, null, ""));

    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.difference().block()).isEqualTo("pc.ram");
    assertThat(result.difference().pageOffset()).isEqualTo(0x2000);
    assertThat(result.difference().byteOffset()).isEqualTo(0x2007);
    assertThat(result.difference().pages()).isEqualTo(1);
    assertThat(result.difference().expected()).startsWith("34 3b");
    assertThat(result.difference().found()).startsWith("24 3b");
    assertThat(result.found()).contains("page 0x2000").contains("1 page differs");
  }

  @Test
  void seesAnImageThatIsMissingOrOfAnotherLength() throws IOException {
    ConformanceCase one = TestCases.one(TestCases.ACCEPTED);
    CaseFolder folder = CaseFolder.write(directory, one);
    ReferenceCodec.answer(directory, Role.DECODE);
    Outcome done = new Outcome.Exited(0, null, "");
    byte[] image = Files.readAllBytes(folder.image(1));

    Files.write(folder.image(1), new byte[image.length - 1]);
    assertThat(judge(one, folder, done).found()).contains("4095 bytes");
    Files.delete(folder.image(1));
    assertThat(judge(one, folder, done).found()).contains("no file out/1.img");
    Files.createSymbolicLink(folder.image(1), folder.image(0));
    assertThat(judge(one, folder, done).found()).contains("out/1.img is no regular file");
  }

  @Test
  void aDiagnosisHasToNameTheClauseAndThePlace() throws IOException {
    ConformanceCase one = TestCases.one(TestCases.REJECTED);
    long where = ((Expectation.Reject) one.expectation()).where().first();

    assertThat(diagnosed(one, Clause.ONE_KIND, where)).isEqualTo(Verdict.PASS);
    assertThat(diagnosed(one, Clause.ONE_KIND, where + 1)).isEqualTo(Verdict.FAIL);
    assertThat(diagnosed(one, Clause.ONE_KIND, where - 1)).isEqualTo(Verdict.FAIL);
    assertThat(diagnosed(one, Clause.IDSTR, where)).isEqualTo(Verdict.FAIL);
  }

  @Test
  void judgesAnEncoderByItsStream() throws Exception {
    ConformanceCase one = CaseLibrary.canary("CANARY-ENCODE");
    CaseFolder folder = CaseFolder.write(directory, one);
    Outcome done = new Outcome.Exited(0, null, "");
    assertThat(judge(one, folder, done).found()).contains("no file out/main.bin");

    assertThat(ReferenceCodec.answer(directory, Role.ENCODE).code()).isZero();
    assertThat(judge(one, folder, done).verdict()).isEqualTo(Verdict.PASS);
    assertThat(judge(one, folder, new Outcome.Exited(10, null, "")).verdict())
        .isEqualTo(Verdict.FAIL);

    byte[] stream = Files.readAllBytes(folder.writtenStream());
    stream[stream.length - 100] ^= 1;
    Files.write(folder.writtenStream(), stream);
    CaseResult result = judge(one, folder, done);
    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.found()).startsWith("out/main.bin: RAM-045 at 0x");
    assertThat(result.evidence().get(0)).startsWith("RAM-045   PAGE carries");
    assertThat(result.evidence()).anyMatch(line -> line.startsWith("> 0x"));

    Files.move(folder.writtenStream(), directory.resolve("elsewhere"));
    Files.createSymbolicLink(folder.writtenStream(), directory.resolve("elsewhere"));
    assertThat(judge(one, folder, done).found()).contains("out/main.bin is no regular file");
  }

  @Test
  void holdsQemusTwinToEveryByte() throws Exception {
    ConformanceCase one = TestCases.one("ENC-QEMU-ONE-ROUND");
    CaseFolder folder = CaseFolder.write(directory, one);
    assertThat(ReferenceCodec.answer(directory, Role.ENCODE).code()).isZero();
    Outcome done = new Outcome.Exited(0, null, "");
    assertThat(judge(one, folder, done).verdict()).isEqualTo(Verdict.PASS);

    // Another section id, everywhere: as good a stream, but not QEMU's.
    byte[] stream = Files.readAllBytes(folder.writtenStream());
    for (int at = 8; at + 5 <= stream.length; at++) {
      boolean head = stream[at] == 1 || stream[at] == 2 || stream[at] == 3 || stream[at] == 0x7e;
      if (head && Arrays.equals(stream, at + 1, at + 5, new byte[] {0, 0, 0, 2}, 0, 4)) {
        stream[at + 4] = 9;
      }
    }
    Files.write(folder.writtenStream(), stream);
    CaseResult result = judge(one, folder, done);
    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.found()).contains("the case at 0xc: the first byte that is not QEMU's");
  }

  private Verdict diagnosed(ConformanceCase one, Clause clause, long offset) throws IOException {
    Diagnosis diagnosis = new Diagnosis(clause, offset, "a message");
    return judge(one, new CaseFolder(directory), new Outcome.Exited(10, diagnosis, "")).verdict();
  }

  private Verdict verdict(Outcome outcome) throws IOException {
    return judge(TestCases.one(TestCases.REJECTED), new CaseFolder(directory), outcome).verdict();
  }

  private static CaseResult judge(ConformanceCase one, CaseFolder folder, Outcome outcome)
      throws IOException {
    return new Judge(one, ReferenceCodec.features(), folder, Duration.ZERO).judge(outcome);
  }
}
