package org.ramwire.conformance.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.conformance.files.ReportFile;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.ImageDifference;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.reference.BuiltInCodec;
import org.ramwire.conformance.harness.run.RunReport;
import org.ramwire.conformance.harness.run.SampleRuns;
import org.ramwire.conformance.harness.run.Verification;
import org.ramwire.conformance.harness.run.VerificationReport;
import org.ramwire.conformance.harness.run.VerificationSettings;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.library.CaseLibrary;
import org.ramwire.format.Clause;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What is made of a run: JSON, JUnit XML, HTML, a badge, and files that are never half. */
class ReportFilesTest {

  /** Bytes that a program may well say last, and that XML cannot hold. */
  private static final String NASTY = "<b>&\"'\u001b[31m\u0000\ufffe\ud800 ]]> ü 😀";

  @TempDir private Path directory;

  /** Of one case in eight. */
  @Test
  void theJsonOfARealRunFollowsItsSchema() throws Exception {
    List<ConformanceCase> all = CaseLibrary.handWritten();
    theJsonFollowsItsSchema(
        IntStream.range(0, all.size()).filter(i -> i % 8 == 0).mapToObj(all::get).toList());
  }

  @Test
  @Tag("slow")
  void theJsonOfARunOfAllHandWrittenCasesFollowsItsSchema() throws Exception {
    theJsonFollowsItsSchema(CaseLibrary.handWritten());
  }

  private static void theJsonFollowsItsSchema(List<ConformanceCase> cases) throws Exception {
    VerificationReport real =
        new Verification(new BuiltInCodec(), VerificationSettings.DEFAULT)
            .run(cases, (done, total, last) -> {});

    assertThat(faults(new JsonReport().text(SampleRuns.of(real)))).isEmpty();
  }

  @Test
  void theJsonOfEveryVerdictFollowsItsSchema() throws Exception {
    String text = new JsonReport().text(everyVerdict());

    assertThat(faults(text)).isEmpty();
    assertThat(new ObjectMapper().readTree(text).path("deviations")).hasSize(1);
  }

  @Test
  void theSchemaRefusesAReportWithoutItsSuiteAndAnUnknownVerdict() throws Exception {
    String text = new JsonReport().text(everyVerdict());

    assertThat(faults(text.replace("\"suite\"", "\"suit\""))).isNotEmpty();
    assertThat(faults(text.replace("\"CRASH\"", "\"BROKE\""))).isNotEmpty();
  }

  @Test
  void jUnitXmlHoldsNothingThatJenkinsDoesNotKnow() throws Exception {
    Document xml = parsed(JUnitReport.text(everyVerdict()));

    // The elements and attributes of Jenkins' junit-10.xsd that are used.
    for (Element element : elements(xml, "*")) {
      Set<String> attributes =
          switch (element.getTagName()) {
            case "testsuites" -> Set.of("name", "tests", "failures", "errors", "time");
            case "testsuite" ->
                Set.of("name", "tests", "failures", "errors", "skipped", "time", "timestamp");
            case "properties" -> Set.of();
            case "property" -> Set.of("name", "value");
            case "testcase" -> Set.of("classname", "name", "time");
            case "failure", "error" -> Set.of("type", "message");
            case "skipped" -> Set.of("message");
            default -> throw new AssertionError(element.getTagName());
          };
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        assertThat(attributes).contains(element.getAttributes().item(i).getNodeName());
      }
    }
    assertThat(elements(xml, "testsuite"))
        .allSatisfy(
            suite -> {
              assertThat(suite.getAttribute("time")).matches("\\d+\\.\\d{3}");
              assertThat(suite.getAttribute("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}");
              NodeList cases = suite.getElementsByTagName("testcase");
              assertThat(suite.getAttribute("tests")).isEqualTo("" + cases.getLength());
            });
  }

  @Test
  void jUnitTellsFailuresFromErrorsFromWhatIsSkipped() throws Exception {
    Document xml = parsed(JUnitReport.text(everyVerdict()));

    assertThat(elements(xml, "failure"))
        .extracting(one -> one.getAttribute("type"))
        .containsExactlyInAnyOrder("FAIL", "XPASS", "DEVIATION");
    assertThat(elements(xml, "error"))
        .extracting(one -> one.getAttribute("type"))
        .containsExactlyInAnyOrder("CRASH", "TIMEOUT", "RESOURCE", "HARNESS");
    assertThat(elements(xml, "skipped")).hasSize(2);
    Element root = xml.getDocumentElement();
    assertThat(root.getAttribute("tests")).isEqualTo("10");
    assertThat(root.getAttribute("failures")).isEqualTo("3");
    assertThat(root.getAttribute("errors")).isEqualTo("4");
    assertThat(elements(xml, "property"))
        .anyMatch(one -> one.getAttribute("name").equals("cases.sha256"));
  }

  @Test
  void whatAProgramSaysCannotBreakAReport() throws Exception {
    RunReport run = everyVerdict();

    assertThat(parsed(JUnitReport.text(run)).getDocumentElement().getTextContent())
        .contains("<b>&\"'\\u001b[31m\\u0000\\ufffe\\ud800 ]]> ü 😀");
    assertThat(HtmlReport.text(run)).doesNotContain("<b>&\"").contains("&lt;b&gt;&amp;");
    parsed(BadgeReport.text(run));
  }

  @Test
  void theHtmlPageNeedsNothingElseAndLinksToNothingThatIsNotThere() throws Exception {
    String html = HtmlReport.text(everyVerdict());

    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .contains("name=\"viewport\"", "prefers-color-scheme:dark", "@media print")
        .contains("cases 1.2.3 (abababababab)", "golden 1.0.0, changed")
        .doesNotContain("<script", "<img", "src=", "@import", "url(", "http-equiv");
    assertThat(Stream.of(html.split("href=\"")).skip(1))
        .hasSizeGreaterThan(Clause.values().length)
        .map(link -> link.substring(0, link.indexOf('"')))
        .allSatisfy(
            link -> {
              assertThat(link).startsWith("#");
              assertThat(html).contains("id=\"" + link.substring(1) + "\"");
            });
  }

  @Test
  void theHtmlPageShowsAFailingCaseWithItsBytesAndTheCommandThatReplaysIt() throws Exception {
    assertThat(HtmlReport.text(everyVerdict()))
        .contains("✕ CRASH</span> <span class=\"id\">")
        .contains("<mark>")
        .contains("ramwire verify --filter");
  }

  @Test
  void theBadgeIsGreenForAllGreyForAChoiceAndRedForAFailure() throws Exception {
    ConformanceCase one = CaseLibrary.handWritten().get(0);
    VerificationReport passed = report(List.of(result(one, Verdict.PASS)));
    RunReport whole = SampleRuns.of(passed);
    RunReport choice =
        new RunReport(passed, List.of(), List.of(), whole.suite(), whole.environment(), false);

    assertThat(BadgeReport.text(whole)).contains("all 1 cases", "#1a7f37");
    assertThat(BadgeReport.text(choice)).contains("#57606a");
    assertThat(BadgeReport.text(everyVerdict())).contains("1 of 8 cases", "#b3261e");
  }

  @Test
  void aFileIsReplacedAsAWholeAndALinkStaysOne() throws Exception {
    Path file = directory.resolve("report.txt");
    Path link = directory.resolve("link.txt");
    ReportFile.write(file, "old");
    Files.createSymbolicLink(link, file);

    ReportFile.write(link, "new");

    assertThat(file).hasContent("new");
    assertThat(link).isSymbolicLink();
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactlyInAnyOrder(file, link);
    }
  }

  @Test
  void aLinkToNothingStaysALink() throws Exception {
    Path file = directory.resolve("later.txt");
    Path link = Files.createSymbolicLink(directory.resolve("link.txt"), Path.of("later.txt"));

    ReportFile.write(link, "new");

    assertThat(file).hasContent("new");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void aFileThatIsReplacedKeepsItsPermissions() throws Exception {
    Path file = Files.writeString(directory.resolve("report.txt"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    ReportFile.write(file, "new");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aFileThatCannotBeWrittenLeavesNothingBehind() throws Exception {
    Path missing = directory.resolve("no-such-folder").resolve("report.txt");

    assertThatThrownBy(() -> ReportFile.write(missing, "text"))
        .isInstanceOf(java.io.IOException.class);
    assertThat(directory).isEmptyDirectory();
  }

  private static RunReport everyVerdict() throws Exception {
    List<ConformanceCase> cases = CaseLibrary.handWritten();
    List<CaseResult> results = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      results.add(result(cases.get(results.size()), verdict));
    }
    return SampleRuns.of(report(results), "SOME-CASE: FAIL was expected, it is CRASH");
  }

  private static VerificationReport report(List<CaseResult> results) {
    return new VerificationReport("./mine", "--iut './mine'", results, Duration.ofMillis(1234));
  }

  private static CaseResult result(ConformanceCase one, Verdict verdict) {
    ImageDifference difference =
        verdict == Verdict.FAIL ? new ImageDifference("pc.ram", 4096, 4100, "1e", "00", 2) : null;
    return new CaseResult(one, verdict, "this", NASTY, difference, Duration.ofMillis(5));
  }

  private static List<String> faults(String json) throws Exception {
    try (InputStream text =
        JsonReport.class.getResourceAsStream("/schemas/verify-report.schema.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
      return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }
  }

  private static Document parsed(String xml) throws Exception {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(bytes));
  }

  private static List<Element> elements(Document xml, String name) {
    NodeList nodes = xml.getElementsByTagName(name);
    return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1)
        .map(i -> (Element) nodes.item(i))
        .toList();
  }
}
