package org.ramwire.conformance.harness.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.harness.run.Fixtures;
import org.ramwire.conformance.lab.bench.EncoderFault;
import org.ramwire.conformance.lab.bench.EncoderKind;
import org.ramwire.conformance.lab.bench.OpenEncoder;
import org.ramwire.conformance.lab.bench.Pass;
import org.ramwire.conformance.lab.history.BuiltInHistory;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.format.PageSize;

/**
 * The encoders in the text of the protocol, as they stand there, and what they are found out as
 * with one thing spoilt.
 */
class PageProgramTest {

  private static final Path TEXT = Path.of("rwcp-1.md");
  private static final RunLimits PATIENT = PageProgram.LIMITS.withTime(Duration.ofMinutes(2));
  private static final RunLimits IMPATIENT = PageProgram.LIMITS.withTime(Duration.ofSeconds(3));

  /** Two batches and a part of one. */
  private static final PageHistory HISTORY = BuiltInHistory.TEXT.make(PageSize.X86, 300);

  private static final int PASSES = 40;

  @TempDir private Path directory;

  @BeforeEach
  void needsPython() {
    assumeTrue(Fixtures.pythonPresent(), "no python3 here");
  }

  /** Each program's command names the directory, which is the test's own. */
  @AfterEach
  void noProcessIsLeft() {
    assertThat(
            ProcessHandle.allProcesses()
                .map(one -> one.info().commandLine().orElse(""))
                .filter(line -> line.contains(directory.toString())))
        .isEmpty();
  }

  @Test
  void thePythonOfTheTextTakesPart() throws Exception {
    PageProgram program = python(example("python"), PATIENT);

    Pass pass = pass(program);

    assertThat(program.name()).isEqualTo("zlib level 1 in Python");
    assertThat(program.kind(PageSize.X86)).isEqualTo(EncoderKind.PAGE);
    assertThat(pass.pages()).isEqualTo(300);
    assertThat(pass.payloadBytes()).isBetween(10_000L, 300L * 4096 - 10_000);
    assertThat(pass.encodeNanos()).isPositive();
    assertThat(pass.decodeNanos()).isPositive();
    assertThat(pass.allocatedBytes()).isEqualTo(-1);
  }

  @Test
  void theDeltaOfTheTextInCTakesPart() throws Exception {
    Path source = Files.writeString(directory.resolve("delta.c"), example("c"));
    Path binary = directory.resolve("delta");
    Process compiler;
    try {
      compiler =
          new ProcessBuilder("cc", "-O2", "-o", binary.toString(), source.toString()).start();
    } catch (IOException e) {
      assumeTrue(false, "no C compiler here");
      return;
    }
    assertThat(compiler.waitFor()).isZero();
    PageProgram program = new PageProgram(List.of(binary.toString()), PATIENT);

    Pass pass = pass(program);

    assertThat(program.name()).isEqualTo("changed words in C");
    assertThat(program.kind(PageSize.X86)).isEqualTo(EncoderKind.DELTA);
    assertThat(pass.payloadBytes()).isBetween(1L, 300L * 4096);
    // Transport takes most of its time: still it is not accused.
    manyPasses(program);
    assertThatThrownBy(() -> program.kind(new PageSize(8192)))
        .hasMessage("it does not take pages of 8192 bytes, only of [4096]");
  }

  @Test
  void pagesThatStayPlainCountInFullAndAreNotDecoded() throws Exception {
    PageProgram program = spoilt("if len(c) < size else None", "if False else None");

    Pass pass = pass(program);

    assertThat(pass.plainPages()).isEqualTo(300);
    assertThat(pass.payloadBytes()).isEqualTo(300L * 4096);
    assertThat(pass.decodeNanos()).isZero();
  }

  @Test
  void noiseAndASlowStartAreNoFault() throws Exception {
    String slow = "time.sleep(1); sys.stderr.write('noise\\n' * 9000)\nanswer(\"hello";

    assertThat(pass(spoilt("answer(\"hello", slow)).pages()).isEqualTo(300);
  }

  /**
   * Spoils one thing.
   *
   * @param does what the program does then
   * @param sentence what its row says, a pattern
   * @param edits texts of the example, each with what takes its place
   */
  private record Habit(String does, String sentence, String... edits) {
    @Override
    public String toString() {
      return does;
    }
  }

  static List<Habit> badHabits() {
    String encode = "zlib.compress(page, 1)";
    String begin = "source, out =";
    String inEncode = "nanos, coded = timed";
    String inDecode = "nanos, pages = timed";
    return List.of(
        new Habit(
            "loses a byte",
            "it loses data: page \\d+ of text comes back with 0x3f at byte 4095, expected .*",
            "nanos, content=pages)",
            "nanos, content=[page[:-1] + b'?' for page in pages])"),
        new Habit(
            "needs the pages before",
            "it ends with exit code 1 instead of answering 'decode 37 .*zlib.error.*",
            begin,
            "C, D = zlib.compressobj(1), zlib.decompressobj()\nsource, out =",
            encode,
            "C.compress(page) + C.flush(zlib.Z_SYNC_FLUSH)",
            "timed(zlib.decompress",
            "timed(D.decompress"),
        new Habit(
            "keeps the pages for itself",
            "it ends with exit code 1 instead of answering 'decode .*IndexError.*",
            begin,
            "kept = []\nsource, out =",
            encode,
            "b'%d' % (kept.append(page) or len(kept) - 1)",
            "timed(zlib.decompress",
            "timed(lambda at: kept[int(at)]"),
        new Habit(
            "crashes at once",
            "it ends with exit code 1 instead of saying hello; its last words: .*no_such_name.*",
            "import sys",
            "import no_such_name, sys"),
        new Habit(
            "says nothing",
            "it ends with exit code 0 instead of saying hello",
            "import sys, time, zlib",
            "import sys, time, zlib; sys.exit()"),
        new Habit(
            "crashes in a batch",
            "it ends with exit code 1 instead of answering 'encode 44 4096'; .*ZeroDivisionError.*",
            inEncode,
            "count // (count - 44); nanos, coded = timed"),
        new Habit(
            "dies by a signal",
            "it ends with exit code 137 instead of answering 'decode .*",
            inDecode,
            "import os; os.kill(os.getpid(), 9); nanos, pages = timed"),
        new Habit(
            "ends between batches",
            "it ends with exit code 7 instead of answering 'decode .*",
            "nanos, content=pages)",
            "nanos, content=pages); sys.exit(7)"),
        new Habit(
            "closes its output",
            "it closes its standard output instead of answering 'decode .*",
            inDecode,
            "import os; os.close(1); time.sleep(99); nanos, pages = timed"),
        new Habit(
            "says another hello",
            "its first line is 'usage: .*': expected 'hello 1', page or delta, its page sizes .*",
            "hello 1 page any",
            "usage:"),
        new Habit(
            "copies something else",
            "it does not copy what 'copy' sends it",
            "\"copied\", content=pages",
            "\"copied\", content=pages[::-1]"),
        new Habit(
            "answers with another word",
            "it answers 'done .*': expected 'encoded NANOS' and a length for each of the 128",
            "answer(\"encoded\"",
            "answer(\"done\""),
        new Habit(
            "answers without a number",
            "it answers 'decoded soon': expected 'decoded NANOS'",
            "\"decoded\", nanos",
            "\"decoded\", \"soon\""),
        new Habit(
            "leaves out a length",
            "it answers 'encoded .*': expected 'encoded NANOS' and a length for each of the 128",
            "for c in coded], content",
            "for c in coded[1:]], content"),
        new Habit(
            "never ends its line",
            "it answers 'hello .*': expected a line, and none has 2048 bytes",
            "b\"\\n\"",
            "b\" \" * 4096"),
        new Habit(
            "writes past its bound",
            "it writes past its bound: page 0 of a batch takes 12288 bytes, expected -1 to 8256",
            encode,
            "page * 3",
            "if len(c) < size else",
            "if len(c) else"),
        new Habit(
            "has a length that is none",
            "it writes past its bound: page 0 of a batch takes -2 bytes, expected -1 to 8256",
            "*[-1 if c is None",
            "*[-2 if c"),
        new Habit(
            "writes after its answer",
            "it writes 1 bytes or more after its answer",
            "out.flush()",
            "out.write(b'!'); out.flush()"),
        new Habit(
            "writes without end",
            "it writes \\d+ bytes or more after its answer",
            "out.flush()",
            "while True: out.write(b'!' * 4096)"),
        new Habit(
            "floods standard error",
            "it writes more than 1048576 bytes on standard error; its last words: .*",
            inEncode,
            "sys.stderr.write('noise\\n' * 300000); nanos, coded = timed"),
        new Habit(
            "claims less than nothing",
            "it lies about time: it claims -5 ns for encoding",
            "return time.process_time_ns() - start",
            "return -5"),
        new Habit(
            "claims a thousand times more",
            "it lies about time: it claims .* ms for encoding, and the answers were there after .*",
            "time.process_time_ns() - start",
            "1000 * (time.process_time_ns() - start)"));
  }

  @ParameterizedTest
  @MethodSource("badHabits")
  void isFoundOut(Habit habit) throws Exception {
    PageProgram program = spoilt(habit.edits);

    assertThatThrownBy(() -> pass(program))
        .isInstanceOf(EncoderFault.class)
        .message()
        .matches(habit.sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // In a request, before all of them, and with less than it has announced.
        "nanos, pages = timed; time.sleep(99); nanos, pages = timed",
        "while line; time.sleep(99)\nwhile line",
        "nanos, content=pages); nanos, content=pages[1:])"
      })
  void whoDoesNotAnswerHangs(String edit) throws Exception {
    String[] parts = edit.split("; ", 2);
    PageProgram program = python(edited(parts[0], parts[1]), IMPATIENT);

    assertThatThrownBy(() -> pass(program)).hasMessage("it hangs: no answer in 3 s");
  }

  @Test
  void aChildThatTakesThePlaceOfTheProgramIsEnded() throws Exception {
    String leaves = "import os; os.fork() and os._exit(0); import sys";
    PageProgram program = python(edited("import sys", leaves), IMPATIENT);

    assertThatThrownBy(() -> pass(program))
        .isInstanceOf(EncoderFault.class)
        .message()
        .matches("it (hangs|ends with exit code 0).*");
  }

  @Test
  void whoTakesTooMuchMemoryIsFoundOut() throws Exception {
    assumeTrue(BusiestThread.known(), "nothing tells a process's memory");
    String greedy = "kept = b'x' * (400 << 20); time.sleep(99)\nwhile line";
    PageProgram program = python(edited("while line", greedy), PATIENT.withMemory(200 << 20));

    assertThatThrownBy(() -> pass(program))
        .hasMessage("it took more than 209715200 bytes of memory");
  }

  @Test
  void whatIsNoProgramCannotBeStarted() {
    PageProgram program = new PageProgram(List.of("no-such-program", "x"), PATIENT);

    assertThat(program.name()).isEqualTo("program:no-such-program x");
    assertThatThrownBy(() -> program.kind(PageSize.X86))
        .hasMessage("it cannot be started: there is no program no-such-program on the search path");
  }

  @Test
  void anHonestProgramIsNotAccusedHoweverLongItRuns() throws Exception {
    manyPasses(python(example("python"), PATIENT));
  }

  private static void manyPasses(PageProgram program) throws EncoderFault {
    try (OpenEncoder encoder = program.open(PageSize.X86)) {
      for (int i = 0; i < PASSES; i++) {
        encoder.pass(HISTORY, i, HISTORY.pages());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "(time.process_time_ns() - start) // 1000"})
  void whoClaimsTooLittleIsFoundOut(String claim) throws Exception {
    assumeTrue(BusiestThread.known(), "nothing tells a thread's time");
    // Work that takes clearly longer than reading and writing, also on a busy machine.
    PageProgram program =
        spoilt(
            "return time.process_time_ns() - start",
            "return " + claim,
            "zlib.compress(page, 1)",
            "zlib.compress(page, 9)");

    assertThatThrownBy(
            () -> {
              try (OpenEncoder encoder = program.open(PageSize.X86)) {
                for (int i = 0; i < PASSES; i++) {
                  encoder.pass(HISTORY, 0, HISTORY.pages());
                }
              }
            })
        .isInstanceOf(EncoderFault.class)
        .message()
        .matches(
            "it lies about time: it claims \\d+\\.\\d ms for encoding.*, and (no memory is that fast"
                + "|its processor time is .* explain .* ms)");
  }

  private PageProgram spoilt(String... edits) throws IOException {
    return python(edited(edits), PATIENT);
  }

  private static String edited(String... edits) throws IOException {
    String text = example("python");
    for (int i = 0; i < edits.length; i += 2) {
      assertThat(text).contains(edits[i]);
      text = text.replace(edits[i], edits[i + 1]);
    }
    return text;
  }

  private PageProgram python(String text, RunLimits limits) throws IOException {
    Path file = Files.writeString(directory.resolve("encoder.py"), text);
    List<String> words = new ArrayList<>(ShellWords.split(Fixtures.python()));
    words.set(2, file.toString());
    return new PageProgram(words, limits);
  }

  private static Pass pass(PageProgram program) throws EncoderFault {
    program.prove(HISTORY);
    try (OpenEncoder encoder = program.open(PageSize.X86)) {
      return encoder.pass(HISTORY, 0, HISTORY.pages());
    }
  }

  private static String example(String language) throws IOException {
    String role = Files.readString(TEXT).split("\n## Role `page`\n", 2)[1];
    Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(role);
    assertThat(block.find()).isTrue();
    return block.group(1);
  }
}
