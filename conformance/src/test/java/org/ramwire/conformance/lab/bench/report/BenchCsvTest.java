package org.ramwire.conformance.lab.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchCsvTest {

  @Test
  void everyRowHasTheHeadersColumns() {
    List<List<String>> lines = parsed(BenchCsv.text(SampleReports.odd()));

    assertThat(lines).hasSize(1 + SampleReports.odd().rows().size());
    assertThat(lines.get(0)).doesNotHaveDuplicates().contains("fault", "command", "processor");
    assertThat(lines).allSatisfy(line -> assertThat(line).hasSameSizeAs(lines.get(0)));
  }

  @Test
  void namesComeBackWhateverTheyHold() {
    List<List<String>> lines = parsed(BenchCsv.text(SampleReports.odd()));

    assertThat(column(lines, "encoder")).contains(SampleReports.NASTY, SampleReports.LONG);
    assertThat(column(lines, "fault")).contains("opening it failed with " + SampleReports.NASTY);
    assertThat(column(lines, "corpus_fingerprint")).allMatch(one -> one.length() == 64);
  }

  @Test
  void whatIsInfiniteIsInfAndWhatIsNotThereIsEmpty() {
    List<List<String>> lines = parsed(BenchCsv.text(SampleReports.odd()));

    assertThat(column(lines, "ratio").subList(0, 2)).containsExactly("1", "inf");
    assertThat(column(lines, "seconds_1_gbit_s").get(0)).isEqualTo("inf");
    assertThat(column(lines, "converges_1_gbit_s").get(0)).isEqualTo("false");
    assertThat(column(lines, "encode_nanos").get(4)).isEmpty();
    assertThat(column(lines, "threads_pages_per_second").get(8)).isEqualTo("1:1100000 2:2000000");
    assertThat(BenchCsv.text(SampleReports.odd())).doesNotContain("Infinity", "NaN");
  }

  @Test
  void aReportWithoutRowsHasItsHeader() {
    assertThat(BenchCsv.text(SampleReports.empty())).startsWith("encoder,kind,").endsWith("\r\n");
    assertThat(parsed(BenchCsv.text(SampleReports.empty()))).hasSize(1);
  }

  private static List<String> column(List<List<String>> lines, String name) {
    int index = lines.get(0).indexOf(name);
    return lines.stream().skip(1).map(line -> line.get(index)).toList();
  }

  /** Reads as RFC 4180 says. */
  private static List<List<String>> parsed(String text) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (quoted || c != ',' && c != '\r' && c != '\n') {
        cell.append(c);
      } else if (c != '\r') {
        line.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          lines.add(line);
          line = new ArrayList<>();
        }
      }
    }
    assertThat(quoted).isFalse();
    return lines;
  }
}
