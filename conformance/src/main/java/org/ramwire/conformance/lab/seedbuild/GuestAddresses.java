package org.ramwire.conformance.lab.seedbuild;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The map of an ISA PC's guest-physical addresses to its RAM blocks. */
final class GuestAddresses {

  private static final long ROM_START = 0xC0000;
  private static final long ROM_END = 0xE0000;
  private static final long LOW_END = 0x100000;
  private static final long MAX_LOW_BIOS = 0x20000;
  private static final long HIGH_END = 0x1_0000_0000L;

  /** A range of addresses that shows a part of a block. */
  private record Range(long start, long end, int block, long offset) {}

  /** The first that holds an address is the one that shows. */
  private final List<Range> ranges = new ArrayList<>();

  GuestAddresses(List<CapturedBlock> blocks) {
    for (int i = 0; i < blocks.size(); i++) {
      long length = blocks.get(i).maxLength();
      switch (blocks.get(i).idstr()) {
        case "pc.rom" ->
            ranges.add(new Range(ROM_START, Math.min(ROM_END, ROM_START + length), i, 0));
        case "pc.bios" -> {
          // Its end shows below 1 MiB, all of it below 4 GiB.
          long low = Math.min(length, MAX_LOW_BIOS);
          ranges.add(new Range(LOW_END - low, LOW_END, i, length - low));
          ranges.add(new Range(HIGH_END - length, HIGH_END, i, 0));
        }
        default -> {}
      }
    }
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).idstr().equals("pc.ram")) {
        ranges.add(new Range(0, blocks.get(i).maxLength(), i, 0));
      }
    }
  }

  /** Adds a write in as many pieces as it has blocks; false if no block is at one of its bytes. */
  boolean addPieces(long address, int from, int length, List<CapturedWrite> pieces) {
    long at = address;
    long end = address + length;
    while (at < end) {
      Range range = rangeAt(at);
      if (range == null) {
        return false;
      }
      long stop = Math.min(end, range.end());
      // One that shows before this one begins may begin inside.
      for (Range other : ranges) {
        if (other == range) {
          break;
        }
        if (other.start() > at) {
          stop = Math.min(stop, other.start());
        }
      }
      int pieceFrom = from + (int) (at - address);
      long offset = range.offset() + at - range.start();
      pieces.add(new CapturedWrite(range.block(), offset, pieceFrom, (int) (stop - at)));
      at = stop;
    }
    return true;
  }

  private @Nullable Range rangeAt(long address) {
    for (Range range : ranges) {
      if (range.start() <= address && address < range.end()) {
        return range;
      }
    }
    return null;
  }
}
