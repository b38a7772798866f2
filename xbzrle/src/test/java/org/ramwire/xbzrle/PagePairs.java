package org.ramwire.xbzrle;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.ramwire.format.PageSize;

/** The page pairs of one shape that a benchmark goes through in turn. */
@State(Scope.Thread)
@SuppressWarnings("missing-explicit-ctor")
public class PagePairs {

  /** 16 pairs stay in the cache, 4096 do not. */
  @Param({"16", "4096"})
  int pairs;

  /** Name of the shape; enum constants print as their label, which JMH cannot read back. */
  @Param({
    "IDENTICAL",
    "ONE_BYTE",
    "EIGHT_BY_EIGHT",
    "SIXTY_FOUR_BY_ONE",
    "RUN_512",
    "HALF_16",
    "RUN_4090",
    "ALTERNATING",
    "RANDOM"
  })
  String shape;

  final XbzrleEncoder encoder = new XbzrleEncoder(PageSize.X86);
  byte[][] oldPages;
  byte[][] newPages;
  byte[][] deltas;
  byte[] buffer;
  private int next;

  /** Makes the pages, and the deltas of those that have one. */
  @Setup(Level.Trial)
  public void makePages() {
    Shape pageShape = Shape.valueOf(shape);
    oldPages = new byte[pairs][];
    newPages = new byte[pairs][];
    deltas = new byte[pairs][];
    buffer = new byte[Shape.PAGE_BYTES];
    for (int i = 0; i < pairs; i++) {
      oldPages[i] = pageShape.oldPage(i);
      newPages[i] = pageShape.newPage(i);
      int length = encoder.encode(oldPages[i], 0, newPages[i], 0, buffer, 0, Shape.PAGE_BYTES);
      deltas[i] = Arrays.copyOf(buffer, Math.max(length, 0));
    }
  }

  /** Returns the index of the next pair. */
  int next() {
    next = next + 1 & pairs - 1;
    return next;
  }
}
