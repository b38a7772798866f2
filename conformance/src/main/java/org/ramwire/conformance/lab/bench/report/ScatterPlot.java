package org.ramwire.conformance.lab.bench.report;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.lab.bench.text.Amount;
import org.ramwire.conformance.lab.bench.text.Cells;

/** Ratio against throughput: an encoder is on the front if none is better in both. */
final class ScatterPlot {

  private static final double LEFT = 46;
  private static final double RIGHT = 12;
  private static final double TOP = 12;
  private static final double BOTTOM = 44;
  private static final double MARK = 4.5;
  private static final int NAME = 22;

  private final List<EncoderSummary> points;
  private final double width;
  private final double height;
  private final LogAxis across;
  private final LogAxis up;

  private ScatterPlot(List<EncoderSummary> ranking, double width, double height) {
    this.points =
        ranking.stream()
            .filter(one -> LogAxis.drawable(one.encodeBytesPerSecond()))
            .filter(one -> LogAxis.drawable(one.ratio()))
            .toList();
    this.width = width;
    this.height = height;
    this.across =
        LogAxis.around(
            points.stream()
                .flatMapToDouble(one -> DoubleStream.of(one.encodeLow(), one.encodeHigh()))
                .map(bytes -> bytes / (1 << 20))
                .toArray(),
            LEFT,
            width - RIGHT);
    this.up =
        LogAxis.around(
            points.stream().mapToDouble(EncoderSummary::ratio).toArray(), height - BOTTOM, TOP);
  }

  static String svg(List<EncoderSummary> ranking, double width, double height, String style) {
    return new ScatterPlot(ranking, width, height).draw(style);
  }

  /** Returns those for which no other has a higher ratio and is faster, too. */
  static List<EncoderSummary> front(List<EncoderSummary> points) {
    double[] best = {0};
    return points.stream()
        .sorted(
            Comparator.comparingDouble(EncoderSummary::encodeBytesPerSecond)
                .thenComparingDouble(EncoderSummary::ratio)
                .reversed())
        .filter(
            one -> {
              boolean better = one.ratio() > best[0];
              best[0] = Math.max(best[0], one.ratio());
              return better;
            })
        .toList();
  }

  private String draw(String style) {
    Svg svg = new Svg(width, height, style, "Ratio against throughput of encoding");
    axes(svg);
    List<EncoderSummary> front = front(points);
    frontLine(svg, front);
    Set<String> members = new HashSet<>();
    front.forEach(one -> members.add(one.encoder()));
    Labels labels = new Labels(LEFT, TOP, width - RIGHT, height - BOTTOM);
    for (EncoderSummary one : points) {
      labels.point(x(one), y(one));
      labels.bar(low(one), high(one), y(one));
    }
    points.forEach(one -> point(svg, one, members.contains(one.encoder())));
    // Those on the front have the first choice.
    front.forEach(one -> name(svg, labels, one, true));
    points.stream()
        .filter(one -> !members.contains(one.encoder()))
        .forEach(one -> name(svg, labels, one, false));
    return svg.end();
  }

  private double x(EncoderSummary one) {
    return across.at(one.encodeBytesPerSecond() / (1 << 20));
  }

  private double low(EncoderSummary one) {
    return across.at(one.encodeLow() / (1 << 20));
  }

  private double high(EncoderSummary one) {
    return across.at(one.encodeHigh() / (1 << 20));
  }

  private double y(EncoderSummary one) {
    return up.at(one.ratio());
  }

  private void axes(Svg svg) {
    for (double tick : across.ticks(44)) {
      svg.line("grid", across.at(tick), TOP, across.at(tick), height - BOTTOM);
      svg.words("small dim middle", across.at(tick), height - BOTTOM + 16, Amount.plain(tick));
    }
    for (double tick : up.ticks(22)) {
      svg.line("grid", LEFT, up.at(tick), width - RIGHT, up.at(tick));
      svg.words("small dim end", LEFT - 5, up.at(tick) + 4, Amount.plain(tick));
    }
    svg.box("frame", LEFT, TOP, width - RIGHT - LEFT, height - BOTTOM - TOP);
    svg.words("middle", (LEFT + width - RIGHT) / 2, height - 8, "MiB/s of encoding, one thread →");
    svg.upwards("middle", 13, (TOP + height - BOTTOM) / 2, "ratio →");
  }

  private void frontLine(Svg svg, List<EncoderSummary> front) {
    StringBuilder path = new StringBuilder();
    for (EncoderSummary one : front) {
      if (path.isEmpty()) {
        path.append("M" + Svg.n(x(one)) + " " + Svg.n(height - BOTTOM) + "V" + Svg.n(y(one)));
      } else {
        path.append("H" + Svg.n(x(one)) + "V" + Svg.n(y(one)));
      }
    }
    if (!path.isEmpty()) {
      svg.path("front", path + "H" + Svg.n(LEFT));
    }
  }

  private void point(Svg svg, EncoderSummary one, boolean front) {
    String kind = one.kind().label();
    svg.open(
        OneLine.of(one.encoder())
            + ": ratio "
            + Amount.ratio(one.ratio())
            + ", "
            + Amount.rate(one.encodeBytesPerSecond()));
    double low = low(one);
    double high = high(one);
    if (high - low > 1) {
      String bar = "M%s %sH%sm0 -4v8M%s %sv8";
      svg.path(
          kind + " bars",
          String.format(
              bar, Svg.n(low), Svg.n(y(one)), Svg.n(high), Svg.n(low), Svg.n(y(one) - 4)));
    }
    svg.mark(kind, front, x(one), y(one), MARK);
    svg.close();
  }

  private void name(Svg svg, Labels labels, EncoderSummary one, boolean front) {
    String name = Cells.fitted(one.encoder(), NAME);
    Labels.Box box = labels.place(x(one), y(one), name);
    double nearX = Math.max(box.left(), Math.min(x(one), box.right()));
    double nearY = Math.max(box.top(), Math.min(y(one), box.bottom()));
    if (Math.hypot(nearX - x(one), nearY - y(one)) > 2.5 * MARK) {
      svg.line("lead", x(one), y(one), nearX, nearY);
    }
    svg.words(
        front ? "halo middle bold" : "halo middle",
        (box.left() + box.right()) / 2,
        box.bottom() - 3,
        name);
  }
}
