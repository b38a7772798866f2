package org.ramwire.conformance.lab.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.files.Xml;
import org.ramwire.conformance.lab.bench.MigrationModel;
import org.ramwire.conformance.lab.bench.text.Amount;

/** With which encoder a migration is over soonest, by link and by how fast the guest writes. */
final class ConvergenceMap {

  private static final double LEFT = 62;
  private static final double RIGHT = 14;
  private static final double TOP = 8;
  private static final double BOTTOM = 44;
  private static final double ROW = 24;
  private static final int ROWS = 14;
  private static final int COLOURS = 8;
  private static final double SLOWEST_LINK = 0.1;
  private static final double FASTEST_LINK = 200;
  private static final double SLOWEST_GUEST = 10;
  private static final double FASTEST_GUEST = 20 << 10;

  private final List<EncoderSummary> candidates;
  private final Keys keys;
  private final MigrationModel model;
  private final List<String> winners = new ArrayList<>();

  /** Looks at those that have figures on every corpus; at all with figures if there are none. */
  ConvergenceMap(List<EncoderSummary> ranking, Keys keys, MigrationModel model) {
    List<EncoderSummary> complete = ranking.stream().filter(EncoderSummary::complete).toList();
    this.candidates =
        complete.isEmpty()
            ? ranking.stream().filter(one -> !one.measured().isEmpty()).toList()
            : complete;
    this.keys = keys;
    this.model = model;
    Map<String, Integer> wins = new HashMap<>();
    for (int column = 0; column < 40; column++) {
      for (int row = 0; row < ROWS; row++) {
        Best best = best(links(0, 1).value((column + 0.5) / 40), guests(0, 1).value(at(row)));
        if (best != null) {
          wins.merge(best.encoder, 1, Integer::sum);
        }
      }
    }
    wins.keySet().stream()
        .sorted(
            Comparator.<String>comparingInt(name -> -wins.get(name))
                .thenComparing(Comparator.naturalOrder()))
        .forEach(winners::add);
  }

  private record Best(String encoder, double seconds) {}

  private static double at(int row) {
    return (row + 0.5) / ROWS;
  }

  private static LogAxis links(double from, double to) {
    return new LogAxis(SLOWEST_LINK, FASTEST_LINK, from, to);
  }

  private static LogAxis guests(double from, double to) {
    return new LogAxis(SLOWEST_GUEST, FASTEST_GUEST, from, to);
  }

  private @Nullable Best best(double gigabits, double mebibytes) {
    MigrationModel guest = model.withDirtyBytesPerSecond(mebibytes * (1 << 20));
    Best best = null;
    for (EncoderSummary one : candidates) {
      MigrationModel.Forecast forecast = one.forecast(guest, gigabits * 1e9).orElseThrow();
      if (forecast.converges() && (best == null || forecast.seconds() < best.seconds)) {
        best = new Best(one.encoder(), forecast.seconds());
      }
    }
    return best;
  }

  /** Draws so many columns. The hatching needs a name that the page has once. */
  String svg(double width, int columns, String style, String hatching) {
    double height = TOP + ROWS * ROW + BOTTOM;
    Svg svg = new Svg(width, height, style, "The encoder that converges soonest");
    svg.hatching(hatching);
    LogAxis across = links(LEFT, width - RIGHT);
    LogAxis up = guests(height - BOTTOM, TOP);
    double wide = (width - RIGHT - LEFT) / columns;
    for (int column = 0; column < columns; column++) {
      double gigabits = across.value((column + 0.5) / columns);
      for (int row = 0; row < ROWS; row++) {
        double mebibytes = up.value(at(row));
        Best best = best(gigabits, mebibytes);
        double x = LEFT + column * wide;
        double y = height - BOTTOM - (row + 1) * ROW;
        svg.open(title(gigabits, mebibytes, best));
        if (best == null) {
          svg.hatched(hatching, x, y, wide, ROW);
        } else {
          svg.box("cell " + colour(best.encoder), x, y, wide, ROW);
          svg.words("middle small", x + wide / 2, y + ROW / 2 + 4, keys.of(best.encoder));
        }
        svg.close();
      }
    }
    axes(svg, across, up, width, height);
    return svg.end();
  }

  private void axes(Svg svg, LogAxis across, LogAxis up, double width, double height) {
    svg.box("frame", LEFT, TOP, width - RIGHT - LEFT, height - BOTTOM - TOP);
    for (double tick : across.ticks(36)) {
      svg.line("lead", across.at(tick), height - BOTTOM, across.at(tick), height - BOTTOM + 4);
      svg.words(
          "small dim middle",
          across.at(tick),
          height - BOTTOM + 17,
          Amount.plain(Math.rint(tick * 10) / 10));
    }
    for (double mebibytes : new double[] {10, 30, 100, 300, 1024, 3 << 10, 10 << 10, 20 << 10}) {
      double y = up.at(mebibytes);
      svg.line("lead", LEFT - 4, y, LEFT, y);
      if (mebibytes != 20 << 10) {
        String[] words = Amount.size(mebibytes * (1 << 20)).split(" ");
        svg.words(
            "small dim end",
            LEFT - 7,
            y + 4,
            Amount.plain(Math.rint(Double.parseDouble(words[0]))) + " " + words[1].charAt(0));
      }
    }
    svg.words("middle", (LEFT + width - RIGHT) / 2, height - 8, "link, Gbit/s →");
    svg.upwards("middle", 13, (TOP + height - BOTTOM) / 2, "the guest writes, B/s →");
  }

  private static String title(double gigabits, double mebibytes, @Nullable Best best) {
    return Amount.digits(gigabits)
        + " Gbit/s, "
        + Amount.rate(mebibytes * (1 << 20))
        + ": "
        + (best == null
            ? "none converges"
            : OneLine.of(best.encoder) + ", " + Amount.digits(best.seconds) + " s");
  }

  private String colour(String encoder) {
    return "k" + winners.indexOf(encoder) % COLOURS;
  }

  /** Returns what the colours and letters stand for, as items of a list. */
  String legend() {
    StringBuilder items = new StringBuilder();
    for (String winner : winners) {
      Svg swatch = new Svg(24, 18, "", winner);
      swatch.box("cell " + colour(winner), 0, 0, 24, 18);
      swatch.words("middle small bold", 12, 13, keys.of(winner));
      items.append(item(swatch, OneLine.of(winner, 40)));
    }
    Svg swatch = new Svg(24, 18, "", "none");
    swatch.hatching("hatch-legend");
    swatch.hatched("hatch-legend", 0, 0, 24, 18);
    return items + item(swatch, "none converges");
  }

  private static String item(Svg swatch, String name) {
    return "<li>" + swatch.end().strip() + Xml.text(name) + "</li>\n";
  }
}
