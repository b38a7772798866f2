package org.ramwire.conformance.lab.bench.report;

import java.util.ArrayList;
import java.util.List;
import org.ramwire.conformance.lab.bench.text.Cells;

/**
 * Places of names beside the points of a plot, so that none lies over another or over a point as
 * long as there is room. Not thread-safe.
 */
final class Labels {

  static final double CHAR_PIXELS = 6.7;

  private static final double HEIGHT = 14;
  private static final double POINT = 6;
  private static final double[] DISTANCES = {11, 20, 34, 50, 68, 88};
  private static final int DIRECTIONS = 16;

  private final Box plot;
  private final List<Box> taken = new ArrayList<>();

  /** Starts with an empty plot. */
  Labels(double left, double top, double right, double bottom) {
    plot = new Box(left, top, right, bottom);
  }

  /** A rectangle, in pixels. */
  record Box(double left, double top, double right, double bottom) {

    double shared(Box other) {
      double wide = Math.min(right, other.right) - Math.max(left, other.left);
      double high = Math.min(bottom, other.bottom) - Math.max(top, other.top);
      return wide > 0 && high > 0 ? wide * high : 0;
    }

    double area() {
      return (right - left) * (bottom - top);
    }
  }

  /** Keeps names away from a point. */
  void point(double x, double y) {
    taken.add(new Box(x - POINT, y - POINT, x + POINT, y + POINT));
  }

  /** Keeps names away from a bar that lies across a point. */
  void bar(double from, double to, double y) {
    taken.add(new Box(from, y - POINT / 2, to, y + POINT / 2));
  }

  /** Returns where a point's name covers least of all that is there, near before far. */
  Box place(double x, double y, String name) {
    double width = Cells.width(name) * CHAR_PIXELS;
    Box best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double distance : DISTANCES) {
      for (int d = 0; d < DIRECTIONS; d++) {
        // Right and left first, where a name is read with its point.
        double angle = Math.PI * (d % 2 == 0 ? d / 2 : DIRECTIONS / 2 + d / 2) / (DIRECTIONS / 2.0);
        double middleX = x + Math.cos(angle) * (distance + width / 2);
        double middleY = y + Math.sin(angle) * (distance + HEIGHT / 4);
        Box box =
            new Box(
                middleX - width / 2,
                middleY - HEIGHT / 2,
                middleX + width / 2,
                middleY + HEIGHT / 2);
        double covered = 3 * (box.area() - box.shared(plot));
        for (Box other : taken) {
          covered += box.shared(other);
        }
        if (covered < least - 1e-9) {
          least = covered;
          best = box;
        }
      }
    }
    taken.add(best);
    return best;
  }
}
