package org.ramwire.conformance.lab.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.Row;

class BenchPageTest {

  @Test
  void needsNothingElse() {
    assertThat(BenchPage.text(SampleReports.odd()))
        .startsWith("<!DOCTYPE html>")
        .contains("name=\"viewport\"", "prefers-color-scheme:dark", "@media print")
        .doesNotContain("<script", "<img", "src=", "@import", "http-equiv", "href=")
        .doesNotContain("NaN", "Infinity");
  }

  @Test
  void everyDrawingIsWellFormedAndEveryHatchingIsThereOnce() throws Exception {
    for (BenchReport report :
        List.of(
            SampleReports.usual(),
            SampleReports.odd(),
            SampleReports.run(new Random(1), List.of("lz4"), 1, 1, 0.05, Map.of()))) {
      String html = BenchPage.text(report);
      List<String> drawings = found(html, "(?s)<svg.*?</svg>");

      assertThat(drawings).hasSizeGreaterThan(8);
      for (String drawing : drawings) {
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(drawing.getBytes(StandardCharsets.UTF_8)));
      }
      assertThat(found(html, "(?<= )id=\"[^\"]*")).doesNotHaveDuplicates().hasSize(3);
      assertThat(found(html, "<svg[^>]*aria-label=\"\"")).isEmpty();
    }
  }

  @Test
  void namesCannotBreakThePage() {
    assertThat(BenchPage.text(SampleReports.odd()))
        .doesNotContain("<b>&\"", "\u001b")
        .contains("&lt;b&gt;&amp;&quot;x&quot;,=1");
  }

  @Test
  void saysWhichFailedAndWhereItComesFrom() {
    assertThat(BenchPage.text(SampleReports.odd()))
        .contains("✕ failed</span> <b>broken</b> on zero: opening it failed with")
        .contains("ramwire bench --json out.json", "A processor at 2.5 GHz", "17.0.15+6, a JVM")
        .contains("zstd-jni 1.5.7-4", SampleReports.corpus("zero").fingerprint());
  }

  @Test
  void aReportWithoutFiguresHasNoPlots() {
    String nothing = "No encoder has figures.";
    assertThat(BenchPage.text(SampleReports.empty())).contains(nothing).doesNotContain("<svg");
    Row fault = SampleReports.fault("broken", null, "zero", "it hangs");
    assertThat(
            BenchPage.text(SampleReports.of(List.of(SampleReports.corpus("zero")), List.of(fault))))
        .contains(nothing, "it hangs");
  }

  @Test
  void theFrontHoldsThoseThatNoOtherBeatsInBoth() {
    BenchReport report =
        SampleReports.of(
            List.of(SampleReports.corpus("c")),
            List.of(
                SampleReports.row("fast", "c", 100, 1_000_000),
                SampleReports.row("beaten", "c", 400, 600_000),
                SampleReports.row("middle", "c", 300, 500_000),
                SampleReports.row("small", "c", 9000, 100_000),
                SampleReports.row("same-as-small-and-slower", "c", 9500, 100_000)));

    assertThat(ScatterPlot.front(Ranking.of(report)).stream().map(EncoderSummary::encoder))
        .containsExactly("fast", "middle", "small");
  }

  @Test
  void namesOfCrowdedPointsDoNotLieOverOneAnother() {
    Labels labels = new Labels(0, 0, 330, 360);
    Random random = new Random(3);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      points.add(new double[] {100 + random.nextInt(120), 150 + random.nextInt(60)});
      labels.point(points.get(i)[0], points.get(i)[1]);
    }
    List<Labels.Box> boxes = new ArrayList<>();
    for (double[] point : points) {
      boxes.add(labels.place(point[0], point[1], "zstd-fast-5"));
    }
    for (Labels.Box one : boxes) {
      assertThat(boxes.stream().filter(other -> other != one).mapToDouble(one::shared).sum())
          .isLessThan(0.1 * one.area());
      assertThat(one.left()).isGreaterThanOrEqualTo(0);
      assertThat(one.right()).isLessThanOrEqualTo(330);
    }
  }

  @Test
  void theMapNamesTheSoonestAndHatchesWhereNoneConverges() {
    BenchReport report = SampleReports.usual();
    List<EncoderSummary> ranking = Ranking.of(report);
    ConvergenceMap map = new ConvergenceMap(ranking, new Keys(ranking), report.model());

    assertThat(map.svg(366, 14, "narrow", "h"))
        .contains(": none converges", "url(#h)", ": xbzrle, ");
    assertThat(map.legend()).contains("xbzrle</li>", "none converges</li>");
  }

  @Test
  void ticksAreRoundAndApart() {
    LogAxis axis = new LogAxis(0.9, 2100, 0, 300);

    assertThat(axis.ticks(40)).containsExactly(1.0, 5.0, 20.0, 100.0, 500.0, 2000.0);
    for (int i = 1; i < axis.ticks(40).size(); i++) {
      assertThat(axis.at(axis.ticks(40).get(i)) - axis.at(axis.ticks(40).get(i - 1)))
          .isGreaterThanOrEqualTo(40);
    }
    assertThat(axis.at(0.1)).isZero();
    assertThat(axis.at(1e9)).isEqualTo(300);
  }

  private static List<String> found(String text, String pattern) {
    List<String> found = new ArrayList<>();
    for (Matcher matcher = Pattern.compile(pattern).matcher(text); matcher.find(); ) {
      found.add(matcher.group());
    }
    return found;
  }
}
