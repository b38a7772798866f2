package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramwire.conformance.harness.program.ShellWords;
import picocli.CommandLine;

/** The help of every command: what it says must be so. */
class HelpTest {

  private static final int MAX_LINE_CHARS = 100;

  static Stream<String> commands() {
    return Ramwire.commandLine().getSubcommands().keySet().stream()
        .filter(name -> !name.equals("help"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasExitCodesAndExamples(String name) {
    String help = Ramwire.commandLine().getSubcommands().get(name).getUsageMessage();

    assertThat(help).contains("\nExit codes:\n", "\nExamples:\n  ramwire " + name);
    assertThat(help).containsPattern("\n  0 +[a-z]").containsPattern("\n  2 +[a-z]");
    assertThat(help.lines()).allMatch(line -> line.length() <= MAX_LINE_CHARS);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandIsSummedUpInOneSentence(String name) {
    String[] description =
        Ramwire.commandLine()
            .getSubcommands()
            .get(name)
            .getCommandSpec()
            .usageMessage()
            .description();

    assertThat(description[0]).matches("[A-Z].*s .*\\.").hasSizeLessThan(MAX_LINE_CHARS - 12);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyExampleIsACommandLineThatIsTaken(String name) {
    for (String example : examples(Ramwire.commandLine().getSubcommands().get(name))) {
      List<String> words = ShellWords.split(example);
      CommandLine.ParseResult parsed =
          Ramwire.commandLine().parseArgs(words.subList(1, words.size()).toArray(String[]::new));

      assertThat(parsed.hasSubcommand()).as(example).isTrue();
    }
  }

  @org.junit.jupiter.api.Test
  void theExamplesOfAllCommandsAreTakenToo() {
    for (String example : examples(Ramwire.commandLine())) {
      List<String> words = ShellWords.split(example);
      Ramwire.commandLine().parseArgs(words.subList(1, words.size()).toArray(String[]::new));
    }
    StringWriter text = new StringWriter();
    Ramwire.commandLine().usage(new PrintWriter(text, true));
    assertThat(text.toString().lines()).allMatch(line -> line.length() <= MAX_LINE_CHARS);
  }

  /** Each use of ramwire in the examples: up to a pipe, a redirection or a remark. */
  private static List<String> examples(CommandLine command) {
    return Arrays.stream(command.getCommandSpec().usageMessage().footer())
        .flatMap(line -> Stream.of(line.strip().split(" {2,}")[0].split(" [|<>] | && ")))
        .map(String::strip)
        .filter(part -> part.startsWith("ramwire "))
        .toList();
  }
}
