package org.ramwire.conformance.harness.miniature;

/** The miniature's reading of what mapped-ram adds to an entry of the block list. */
final class MappedEntry {

  private final Memory memory;
  private final Fault fault;

  /** The order of a libvirt header or of a bitmap: null until something tells. */
  private Boolean big;

  MappedEntry(Memory memory, Fault fault) {
    this.memory = memory;
    this.fault = fault;
  }

  void read(Cursor in, SparseBlock block, boolean addresses) throws Refused {
    int page = memory.pageBytes;
    long version = in.number(4, "a mapped-ram header");
    if (version != 1 && fault != Fault.MAPPED_VERSION_UNCHECKED) {
      throw Refused.because("a mapped-ram header of version " + version);
    }
    if (in.number(8, "a mapped-ram header") != page && fault != Fault.MAPPED_PAGE_SIZE_UNCHECKED) {
      throw Refused.because("a mapped-ram header of another page size");
    }
    long bitmapAt = in.number(8, "a mapped-ram header");
    long pagesAt = in.number(8, "a mapped-ram header");
    boolean leftOut = addresses || fault == Fault.MAPPED_LEFT_OUT_UNASKED;
    if (leftOut && bitmapAt == 0 && pagesAt == 0 && fault != Fault.MAPPED_LEFT_OUT_UNKNOWN) {
      return;
    }
    if (fault == Fault.MAPPED_FROM_STREAM) {
      bitmapAt += memory.streamAt;
      pagesAt += memory.streamAt;
    }
    int pages = (int) (block.length / page);
    int words = (pages + 63) / 64;
    if (fault == Fault.MAPPED_PLACES_UNCHECKED) {
      bitmapAt = bitmapAt < 0 || bitmapAt > in.length() - 8L * words ? in.at() : bitmapAt;
      pagesAt = pagesAt < 0 || pagesAt > in.length() - block.length ? in.at() : pagesAt;
    } else if (bitmapAt < in.at()
        || pagesAt < bitmapAt + 8L * words
        || pagesAt > Long.MAX_VALUE - block.length) {
      throw Refused.because("places that are not forward");
    }
    if (pagesAt % page != 0 && fault != Fault.MAPPED_PLACE_ODD) {
      throw Refused.because("a place that is no multiple of the page size");
    }
    if (pagesAt + block.length > in.length()) {
      throw Refused.because("a cut");
    }
    boolean[] bits = bits(in, (int) bitmapAt, words, pages);
    for (int i = 0; i < pages; i++) {
      byte[] target = block.page((long) i * page);
      byte[] content = in.range((int) pagesAt + i * page, (int) pagesAt + (i + 1) * page);
      boolean taken = bits[i] || fault == Fault.MAPPED_BITS_IGNORED;
      System.arraycopy(taken ? content : new byte[page], 0, target, 0, page);
    }
    long goesOn = fault == Fault.MAPPED_NEXT_ROUNDED ? pages * page - 8 : block.length;
    in.skipTo((int) (pagesAt + goesOn));
  }

  private boolean[] bits(Cursor in, int at, int words, int pages) throws Refused {
    boolean[] little = bits(in, at, words, false);
    boolean[] other = bits(in, at, words, true);
    boolean littleFits = noneAfter(little, pages);
    boolean otherFits = noneAfter(other, pages);
    if (fault == Fault.MAPPED_ALWAYS_LITTLE) {
      return little;
    }
    if (!littleFits && !otherFits && fault != Fault.MAPPED_BIT_BEYOND_TAKEN) {
      throw Refused.because("bits for pages that are not there");
    }
    if (littleFits != otherFits) {
      big = otherFits;
    } else if (big == null && !java.util.Arrays.equals(little, other) && littleFits) {
      throw Refused.because("nothing tells the order");
    }
    return big != null && big ? other : little;
  }

  private static boolean noneAfter(boolean[] bits, int pages) {
    for (int i = pages; i < bits.length; i++) {
      if (bits[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean[] bits(Cursor in, int at, int words, boolean big) {
    boolean[] bits = new boolean[words * 64];
    for (int i = 0; i < bits.length; i++) {
      int inWord = i % 64 / 8;
      bits[i] = (in.byteAt(at + i / 64 * 8 + (big ? 7 - inWord : inWord)) >> i % 8 & 1) != 0;
    }
    return bits;
  }
}
