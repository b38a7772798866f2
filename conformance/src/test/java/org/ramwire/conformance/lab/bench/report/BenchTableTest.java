package org.ramwire.conformance.lab.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.Row;
import org.ramwire.conformance.lab.bench.text.Cells;

class BenchTableTest {

  @Test
  void noLineIsLongerThanAHundredCharactersWhateverNamesAre() {
    for (BenchReport report :
        List.of(SampleReports.usual(), SampleReports.odd(), SampleReports.empty())) {
      assertThat(BenchTable.text(report, true).lines())
          .allSatisfy(line -> assertThat(Cells.width(line)).isLessThanOrEqualTo(100));
    }
  }

  @Test
  void theUsualSummaryIsOneTable() {
    String text = BenchTable.text(SampleReports.usual(), false);

    assertThat(text.lines().filter(line -> line.startsWith("encoder"))).hasSize(1);
    assertThat(text).contains("16 GiB", "200 MiB/s", "300 ms", "ratio: bytes of pages by");
  }

  @Test
  void sortsByTheForecastAndPutsThoseThatDoNotConvergeAfterTheOthers() {
    BenchReport.Corpus corpus = SampleReports.corpus("c");
    BenchReport report =
        SampleReports.of(
            List.of(corpus),
            List.of(
                SampleReports.row("slow-small", "c", 1e6, 20_000),
                SampleReports.row("slow-large", "c", 1e6, 200_000),
                SampleReports.row("quick", "c", 1000, 300_000),
                SampleReports.fault("broken", null, "c", "it does not decode"),
                SampleReports.row("quickest", "c", 900, 200_000)));

    assertThat(Ranking.of(report).stream().map(EncoderSummary::encoder))
        .containsExactly("quickest", "quick", "slow-small", "slow-large", "broken");
    assertThat(BenchTable.text(report, false))
        .startsWith("FAILED: an encoder has no figures on a corpus.\n")
        .contains("broken on c: it does not decode")
        .containsPattern("slow-small .* never +never +never +never\n");
  }

  @Test
  void anEncoderThatGivesNothingHasAnInfiniteRatioOnlyWhereItDoes() {
    String text = BenchTable.text(SampleReports.odd(), true);

    assertThat(text).containsPattern("\nempty +∞ +0 ").containsPattern("\nempty +22\\.6 ");
    assertThat(text).doesNotContain("Infinity", "NaN", "\u001b");
  }

  @Test
  void oneThatFailedOnACorpusIsMarkedAndComesAfterTheOthers() {
    List<EncoderSummary> ranking = Ranking.of(SampleReports.odd());

    assertThat(ranking.get(ranking.size() - 1).measured()).isEmpty();
    assertThat(ranking.get(ranking.size() - 2).encoder()).isEqualTo(SampleReports.NASTY);
    assertThat(BenchTable.text(SampleReports.odd(), false))
        .contains("… *", "*: failed on some corpora");
  }

  @Test
  void oneSampleHasNoNoiseAndOneCorpusIsEnough() {
    Row row = SampleReports.odd().rows().get(3);
    String text =
        BenchTable.text(
            SampleReports.of(List.of(SampleReports.corpus("zero")), List.of(row)), true);

    assertThat(text.lines().filter(line -> line.contains(" 4340 ")))
        .hasSize(2)
        .allSatisfy(
            line -> assertThat(line).startsWith("an-encoder-whose-… ").containsPattern("4340 +– "));
  }

  @Test
  void threadsAreToldIfTheyWereMeasured() {
    assertThat(BenchTable.text(SampleReports.odd(), false)).contains("threads", "2:×1.82");
    assertThat(BenchTable.text(SampleReports.usual(), false)).doesNotContain("threads\n", ":×");
  }

  @Test
  void aReportWithoutRowsSaysSoAndWhereItComesFrom() {
    assertThat(BenchTable.text(SampleReports.empty(), true))
        .startsWith("No encoder has figures.")
        .contains("ramwire bench --json out.json", "A processor at 2.5 GHz", "zstd-jni 1.5.7-4");
  }

  @Test
  void theMeanOfAnInfiniteRatioIsThatOfAPageByItsHeader() {
    Row empty = SampleReports.row("e", "c", 100, 0);
    Row plain = SampleReports.row("e", "d", 100, 256 * 4096);

    assertThat(new EncoderSummary("e", List.of(empty, plain), List.of()).ratio())
        .isEqualTo(Math.sqrt(4096 / 8.0), within(1e-9));
  }
}
