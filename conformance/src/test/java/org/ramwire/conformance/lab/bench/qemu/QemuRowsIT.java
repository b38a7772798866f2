package org.ramwire.conformance.lab.bench.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ramwire.conformance.lab.bench.Bench;
import org.ramwire.conformance.lab.bench.BenchPlan;
import org.ramwire.conformance.lab.bench.EncoderKind;
import org.ramwire.conformance.lab.bench.Entrants;
import org.ramwire.conformance.lab.bench.ProviderPath;
import org.ramwire.conformance.lab.bench.Row;
import org.ramwire.conformance.lab.history.BuiltInHistory;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.conformance.lab.qemu.CaptureException;
import org.ramwire.conformance.lab.qemu.QemuProgram;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoders;

/** A real QEMU's rows beside Ramwire's own on the same pages. */
@Timeout(300)
class QemuRowsIT {

  private static final int PAGES = 64;
  private static final List<PageHistory> HISTORIES =
      List.of(
          BuiltInHistory.COUNTER.make(PageSize.X86, PAGES),
          BuiltInHistory.RANDOM.make(PageSize.X86, PAGES));

  private static QemuRows.Found found;
  private static List<Row> own;

  @BeforeAll
  static void measure() throws Exception {
    try {
      String program = QemuProgram.find(QemuProgram.DEFAULT).toString();
      found = QemuRows.measure(program, HISTORIES, 1, text -> {});
    } catch (CaptureException e) {
      if (Boolean.getBoolean("ramwire.qemu.required")) {
        fail("a real QEMU is required: " + e.getMessage());
      }
      System.out.println("QemuRowsIT skipped: " + e.getMessage());
      abort(e.getMessage());
    }
    PageEncoders encoders = ProviderPath.load(List.of());
    own =
        new Bench(
                List.of(Entrants.of(encoders, "xbzrle"), Entrants.of(encoders, "zlib-1")),
                HISTORIES,
                new BenchPlan(0, 1, 1, 0, 20_000_000_000L),
                text -> {})
            .run();
  }

  private static Row.Figures qemu(String encoder, String corpus) {
    return figures(found.rows(), "qemu-" + found.version() + "-" + encoder, corpus);
  }

  private static Row.Figures own(String encoder, String corpus) {
    return figures(own, encoder, corpus);
  }

  private static Row.Figures figures(List<Row> rows, String encoder, String corpus) {
    Row row =
        rows.stream()
            .filter(one -> one.encoder().equals(encoder) && one.corpus().equals(corpus))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no row of " + encoder + " on " + corpus));
    assertThat(row.fault()).isNull();
    return row.figures();
  }

  @Test
  void sendsPlainPagesAsTheyAre() {
    for (PageHistory history : HISTORIES) {
      Row.Figures plain = qemu("plain", history.name());
      assertThat(plain.payloadBytes()).isEqualTo(PAGES * 4096L);
      assertThat(plain.plainPages()).isEqualTo(PAGES);
    }
  }

  @Test
  void makesTheSameDeltas() {
    for (PageHistory history : HISTORIES) {
      Row.Figures theirs = qemu("xbzrle", history.name());
      Row.Figures ours = own("xbzrle", history.name());
      assertThat(theirs.payloadBytes()).isEqualTo(ours.payloadBytes());
      assertThat(theirs.plainPages()).isEqualTo(ours.plainPages());
    }
  }

  @Test
  void compressesAsZlibDoesIfItCompresses() {
    if (found.notes().stream().anyMatch(note -> note.contains("no capability compress"))) {
      return;
    }
    Row.Figures theirs = qemu("compress", "counter");
    long ours = own("zlib-1", "counter").payloadBytes();
    assertThat(theirs.payloadBytes()).isCloseTo(ours, Percentage.withPercentage(2));
    assertThat(theirs.plainPages()).isZero();
  }

  @Test
  void tellsHowLongAPageTook() {
    double plain = qemu("plain", "counter").encodeNanos().value();
    double delta = qemu("xbzrle", "counter").encodeNanos().value();
    assertThat(plain).isBetween(20.0, 1e6);
    assertThat(delta).isBetween(20.0, 1e6);
    assertThat(qemu("plain", "counter").decodeNanos()).isNull();
    assertThat(found.rows().get(0).kind()).isEqualTo(EncoderKind.PAGE);
    assertThat(found.rows().get(1).kind()).isEqualTo(EncoderKind.DELTA);
    assertThat(found.notes()).anyMatch(note -> note.contains("ms by query-migrate"));
  }
}
