package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import picocli.CommandLine;

/** {@code ramwire bench} as people use it: what it prints, writes and exits with. */
class BenchCommandTest {

  private static final Pattern EXAMPLE =
      Pattern.compile(
          "^```java\n((?:(?!```).)*class TrailingZeroes.*?)^```$",
          Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int bench(Object... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> words = new ArrayList<>(List.of("bench"));
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    CommandLine ramwire = Ramwire.commandLine();
    ramwire.setOut(new PrintWriter(out));
    ramwire.setErr(new PrintWriter(err));
    return ramwire.execute(words.toArray(String[]::new));
  }

  private int quick(Object... arguments) {
    List<Object> words = new ArrayList<>(List.of("--seconds", 1, "--pages", 16));
    words.addAll(List.of(arguments));
    return bench(words.toArray());
  }

  @Test
  void printsATableOfTheEncodersThatWereNamed() {
    int code = quick("--encoder", "plain", "--encoder", "xbzrle", "--corpus", "counter");
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString()).contains("plain", "xbzrle", "counter", "Gbit/s");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void writesReportsForProgramsAndPeople() throws Exception {
    Path json = directory.resolve("bench.json");
    Path csv = directory.resolve("bench.csv");
    Path html = directory.resolve("bench.html");
    Path svg = directory.resolve("bench.svg");
    assertThat(
            quick(
                "--encoder",
                "plain",
                "--corpus",
                "text",
                "--json",
                json,
                "--csv",
                csv,
                "--html",
                html,
                "--svg",
                svg))
        .isZero();
    Document picture =
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(svg.toFile());
    assertThat(picture.getDocumentElement().getTagName()).isEqualTo("svg");
    // How many ticks an axis has depends on the figures.
    assertThat(picture.getDocumentElement().getTextContent()).contains("plain", "MiB/s", "ratio");
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.path("format").asText()).isEqualTo("ramwire-bench");
    assertThat(report.path("command").asText()).startsWith("ramwire bench --seconds 1");
    assertThat(report.path("corpora").get(0).path("fingerprint").asText()).hasSize(64);
    assertThat(Files.readAllLines(csv)).hasSize(2);
    assertThat(Files.readString(html)).startsWith("<!DOCTYPE html>").contains("<svg");
  }

  @Test
  void comparesTwoReports() {
    Path json = directory.resolve("bench.json");
    quick("--encoder", "plain", "--encoder", "zlib-1", "--corpus", "text", "--json", json);
    assertThat(bench("--compare", json, json)).isZero();
    assertThat(bench("--compare", json, directory.resolve("none.json"))).isEqualTo(11);
    assertThat(err.toString()).contains("none.json");
    assertThat(bench("--compare", json, json, "--tolerance", "-1")).isEqualTo(2);
  }

  @Test
  void aComparisonOfNothingIsNoGoodNews() {
    Path text = directory.resolve("text.json");
    Path code = directory.resolve("code.json");
    Path fewer = directory.resolve("fewer.json");
    quick("--encoder", "plain", "--encoder", "lz4", "--corpus", "text", "--json", text);
    quick("--encoder", "plain", "--corpus", "code", "--json", code);
    quick("--encoder", "plain", "--corpus", "text", "--json", fewer);
    assertUsage("on the same pages", "--compare", text, code);
    assertThat(bench("--compare", text, fewer)).as("lz4 is missing").isEqualTo(1);
    assertThat(bench("--compare", fewer, text)).isZero();
  }

  @Test
  void listsWhatThereIs() {
    assertThat(bench("--list")).isZero();
    assertThat(out.toString()).contains("zstd-fast-7", "multifd-zlib-1", "scattered");
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() throws IOException {
    assertUsage("--encoder: no encoder is called 'zlib-10'", "--encoder", "zlib-10");
    assertUsage("--classpath: ", "--classpath", directory.resolve("none.jar"));
    assertUsage("no provider of page encoders", "--classpath", directory);
    assertUsage("--pages: expected 2 to", "--pages", 1);
    assertUsage("--seconds: expected", "--seconds", 0);
    assertUsage("expected one of them", "--quick", "--full");
    assertUsage("--link", "--link", "0");
    assertUsage("page size", "--page-size", "1000");
    assertUsage("expected a command", "--program", " ");
    Path image = Files.write(directory.resolve("one.img"), new byte[4096]);
    assertUsage("memory at one moment", "--corpus", image);
    assertUsage("two are called 'text'", "--corpus", "text", "--corpus", "text");
    assertUsage("no built-in corpus", "--corpus", "nowhere");
    assertUsage("--program: ", "--program", "python3 'x");
    assertUsage("--guest: expected a size", "--guest", "0");
    assertUsage("--link: expected", "--link", "1e308");
    Path twice = directory.resolve("twice");
    assertThat(bench("--json", twice, "--csv", directory.resolve(".").resolve("twice")))
        .isEqualTo(11);
    assertThat(err.toString()).contains("two reports cannot go to one file");
  }

  private void assertUsage(String message, Object... arguments) {
    assertThat(bench(arguments)).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  /** The encoder of README.md, compiled as it stands there. */
  @Test
  void takesTheEncoderOfTheReadme() throws IOException {
    Path mine = compiled(readme());
    assertThat(quick("--classpath", mine, "--corpus", "zero", "--corpus", "random")).isZero();
    assertThat(out.toString()).contains("trailing-zeroes", "zstd-1");
  }

  @Test
  void exposesTheSameEncoderWhenItLosesAByte() throws IOException {
    String lossy = readme().replace("int length = bytes;", "int length = bytes - 1;");
    assertThat(lossy).isNotEqualTo(readme());
    int code =
        quick("--classpath", compiled(lossy), "--encoder", "trailing-zeroes", "--corpus", "random");
    assertThat(code).isEqualTo(1);
    assertThat(out.toString().replaceAll("\\s+", " ")).contains("trailing-zeroes", "loses data");
  }

  private static String readme() throws IOException {
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("..", "README.md")));
    assertThat(example.find()).isTrue();
    return example.group(1);
  }

  private Path compiled(String source) throws IOException {
    Path file = Files.writeString(directory.resolve("TrailingZeroes.java"), source);
    Path classes = directory.resolve("mine");
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("org.ramwire.format.page.PageEncoderProvider"), "TrailingZeroes\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      StringWriter messages = new StringWriter();
      List<String> options =
          List.of(
              "-proc:none",
              "-classpath",
              System.getProperty("java.class.path"),
              "-d",
              classes + "");
      assertThat(
              compiler
                  .getTask(messages, manager, null, options, null, manager.getJavaFileObjects(file))
                  .call())
          .as(messages.toString())
          .isTrue();
    }
    return classes;
  }
}
