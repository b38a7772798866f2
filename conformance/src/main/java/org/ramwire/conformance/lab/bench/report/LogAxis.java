package org.ramwire.conformance.lab.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic axis of a plot.
 *
 * @param low the value at its start, above 0
 * @param high the value at its end, above the first
 * @param from pixels at its start
 * @param to pixels at its end; less than at the start if it points upwards
 */
record LogAxis(double low, double high, double from, double to) {

  private static final double[] STEPS = {1, 2, 5};

  /** Makes an axis with a margin around all that is above 0 and finite. */
  static LogAxis around(double[] values, double from, double to) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (double value : values) {
      if (drawable(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    return high == 0
        ? new LogAxis(1, 10, from, to)
        : new LogAxis(low / 1.35, high * 1.35, from, to);
  }

  static boolean drawable(double value) {
    return value > 0 && Double.isFinite(value);
  }

  /** Returns the pixel of a value; one beyond an end is drawn at the end. */
  double at(double value) {
    double share = Math.log(value / low) / Math.log(high / low);
    return from + (to - from) * Math.max(0, Math.min(1, share));
  }

  /** Returns the value at a share of the axis. */
  double value(double share) {
    return low * Math.pow(high / low, share);
  }

  /** Returns round values, so far from one another that they can be written beside each other. */
  List<Double> ticks(double pixels) {
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
      for (double step : STEPS) {
        double tick = step * Math.pow(10, power);
        boolean inside = tick >= low && tick <= high;
        boolean room =
            ticks.isEmpty() || Math.abs(at(tick) - at(ticks.get(ticks.size() - 1))) >= pixels;
        if (inside && room) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
