package org.ramwire.conformance.harness.miniature;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;

/** The miniature encoder's page records: ZERO, a delta, zlib, or the page. */
final class RecordWriter {

  private static final int ZERO = 0x02;
  private static final int PAGE = 0x08;
  private static final int CONTINUE = 0x20;
  private static final int XBZRLE = 0x40;
  private static final int COMPRESS = 0x100;
  private static final int MAX_DELTA_PAGE = 8192;

  private final ByteArrayOutputStream out;
  private final MiniatureEncoder.EncoderTask task;
  private final EncoderFault fault;
  private final Map<List<Long>, byte[]> sent = new HashMap<>();
  private final QemuCache cache;
  private int round;
  private byte[] before;
  private int last = -1;

  /** Whether CONTINUE may stand on the next record. */
  private boolean continues = true;

  RecordWriter(ByteArrayOutputStream out, MiniatureEncoder.EncoderTask task, EncoderFault fault) {
    this.out = out;
    this.task = task;
    this.fault = fault;
    this.cache = new QemuCache(task, fault);
  }

  /** Returns the block of the last record, or -1. */
  int last() {
    return last;
  }

  void beginRound(int number) {
    round = number;
    continues = !is(EncoderFault.CONTINUE_ENDS_WITH_ROUND);
  }

  private boolean is(EncoderFault one) {
    return fault == one;
  }

  void name(int block) {
    byte[] name = task.names.get(block).getBytes(StandardCharsets.UTF_8);
    boolean nul = is(EncoderFault.NAME_WITH_NUL) && name.length < 255;
    out.write(name.length + (nul ? 1 : 0));
    out.writeBytes(name);
    if (nul) {
      out.write(0);
    }
  }

  /** Writes a page in the shortest form that is allowed. */
  void page(int block, long offset, byte[] page) {
    List<Long> key = key(block, offset);
    byte[] old = sent.get(key);
    if (leftOut(block, old, page)) {
      return;
    }
    before = page;
    EncoderFault kept = EncoderFault.BASE_KEPT_BY_WHOLE;
    if (isOne(page)) {
      kept = EncoderFault.BASE_KEPT_BY_ZERO;
      if (!is(EncoderFault.ZERO_PAGES_LEFT_OUT)) {
        header(block, offset, ZERO | (is(EncoderFault.TWO_KINDS) ? PAGE : 0));
        out.write(is(EncoderFault.FILL_BYTE_KEPT) ? page[0] : 0);
        if (cached() && !is(EncoderFault.CACHE_FORGETS_ZERO)) {
          cache.store(block, offset, page, round);
        }
      }
    } else if (task.identical) {
      identical(block, offset, page);
    } else if (delta(block, offset, old, page)) {
      kept = EncoderFault.BASE_KEPT_BY_DELTA;
    } else if (!compressed(block, offset, page)) {
      header(block, offset, PAGE);
      out.writeBytes(page);
    }
    if (old == null || !is(kept)) {
      sent.put(key, page);
    }
  }

  private List<Long> key(int block, long offset) {
    long number = offset / task.pageBytes;
    return List.of(
        is(EncoderFault.BASE_OF_ANOTHER_BLOCK) ? 0 : (long) block,
        is(EncoderFault.BASE_OF_ANOTHER_PAGE) ? number % 1024 : number);
  }

  private boolean leftOut(int block, byte[] old, byte[] page) {
    if (is(EncoderFault.CONTINUE_AFTER_NOTHING) && Arrays.equals(old, page)) {
      last = block;
      return true;
    }
    return is(EncoderFault.SAME_PAGE_LEFT_OUT) && page[0] != 0 && Arrays.equals(before, page)
        || is(EncoderFault.SUM_UNCHANGED) && old != null && sum(old) == sum(page);
  }

  private static int sum(byte[] page) {
    int sum = 0;
    for (byte b : page) {
      sum += b;
    }
    return sum;
  }

  /** Whether a page goes as ZERO. */
  private boolean isOne(byte[] page) {
    int step = is(EncoderFault.ZERO_BY_SAMPLES) ? 8 : 1;
    int end = is(EncoderFault.ZERO_BY_4096) ? Math.min(4096, page.length) : page.length;
    int bits = is(EncoderFault.ZERO_BY_7_BITS) ? 0x7f : 0xff;
    byte one = is(EncoderFault.FILL_BYTE_KEPT) ? page[0] : 0;
    for (int i = 0; i < end; i += step) {
      if (((page[i] ^ one) & bits) != 0) {
        return false;
      }
    }
    return step == 1 || page[page.length - 1] == 0;
  }

  /** Whether profile {@code qemu-identical} asks the cache in this round. */
  private boolean cached() {
    return task.identical
        && task.allow.contains("xbzrle")
        && (round > 0 || is(EncoderFault.CACHE_FILLED_AT_FIRST));
  }

  private void identical(int block, long offset, byte[] page) {
    byte[] old = cached() ? cache.find(block, offset, round) : null;
    byte[] delta = old == null ? null : runs(old, page);
    if (delta != null && delta.length == 0) {
      return;
    }
    boolean whole = delta == null || givenUp(delta, page.length);
    if (cached() && !(delta != null && whole && is(EncoderFault.CACHE_WITHOUT_WHOLE))) {
      cache.store(block, offset, page, round);
    }
    if (whole) {
      header(block, offset, PAGE);
      out.writeBytes(page);
    } else {
      writeDelta(block, offset, delta);
    }
  }

  /** Whether QEMU gives up a delta (ERR-031). */
  private boolean givenUp(byte[] delta, int limit) {
    if (is(EncoderFault.GIVES_UP_LATE)) {
      return delta.length > limit;
    }
    int done = 0;
    int at = 0;
    while (done < limit && at + 1 < delta.length) {
      int zrun = uleb(delta, at);
      at += delta[at] < 0 ? 2 : 1;
      if (at + 1 >= delta.length) {
        // A fault's delta, which is no delta.
        return false;
      }
      int nzrun = uleb(delta, at);
      boolean tight = limit - at < 2;
      at += (delta[at] < 0 ? 2 : 1) + nzrun;
      done += zrun + nzrun;
      if (tight || at > limit || done < limit && limit - at < 2) {
        return true;
      }
    }
    return false;
  }

  private static int uleb(byte[] delta, int at) {
    int low = delta[at] & 0xff;
    return low < 0x80 ? low : low & 0x7f | (delta[at + 1] & 0xff) << 7;
  }

  private void header(int block, long offset, int flags) {
    boolean first = last < 0 && is(EncoderFault.CONTINUE_FIRST);
    boolean ever = last >= 0 && is(EncoderFault.CONTINUE_ACROSS_BLOCKS);
    boolean continued = last >= 0 && sameBlock(block) && continues || first || ever;
    out.writeBytes(
        ByteBuffer.allocate(8).putLong(offset | flags | (continued ? CONTINUE : 0)).array());
    if (!continued) {
      name(block);
    }
    last = block;
    continues = true;
  }

  private boolean sameBlock(int block) {
    String name = task.names.get(block);
    String other = task.names.get(last);
    return block == last
        || is(EncoderFault.BLOCK_OF_8_BITS) && (block & 0xff) == (last & 0xff)
        || is(EncoderFault.CONTINUE_BY_BEGINNING) && name.regionMatches(0, other, 0, 12)
        || is(EncoderFault.CONTINUE_IN_ANY_CASE) && name.equalsIgnoreCase(other);
  }

  private boolean delta(int block, long offset, byte[] old, byte[] page) {
    boolean fits = page.length <= MAX_DELTA_PAGE || is(EncoderFault.DELTA_OF_LARGE_PAGES);
    if (!task.allow.contains("xbzrle")
        || !fits
        || old == null && !is(EncoderFault.DELTA_TOO_SOON)) {
      return false;
    }
    boolean zeroes = old == null || is(EncoderFault.BASE_OF_ZEROES);
    byte[] delta = runs(zeroes ? new byte[page.length] : old, page);
    boolean empty = delta.length == 0 && !is(EncoderFault.DELTA_EMPTY);
    boolean tooLong = delta.length > longest(page) && !is(EncoderFault.DELTA_OVERFLOWS);
    if (empty || tooLong) {
      last = is(EncoderFault.CONTINUE_AFTER_OVERFLOW) && tooLong ? block : last;
      return false;
    }
    writeDelta(block, offset, delta);
    return true;
  }

  private void writeDelta(int block, long offset, byte[] delta) {
    header(block, offset, XBZRLE);
    out.write(is(EncoderFault.ENCODING_2) ? 2 : 1);
    out.write(delta.length >> 8);
    out.write(delta.length);
    out.writeBytes(delta);
  }

  private int longest(byte[] page) {
    int over = is(EncoderFault.DELTA_TWO_OVER) ? 2 : 0;
    return is(EncoderFault.DELTA_OF_4096) ? Math.max(4096, page.length) : page.length + over;
  }

  private byte[] runs(byte[] old, byte[] page) {
    ByteArrayOutputStream runs = new ByteArrayOutputStream();
    int at = 0;
    while (at < page.length) {
      int changed = Arrays.mismatch(old, at, page.length, page, at, page.length);
      if (changed < 0) {
        if (is(EncoderFault.ZRUN_LAST)) {
          length(runs, page.length - at);
        }
        break;
      }
      length(runs, changed);
      at += changed;
      int end = at;
      while (end < page.length && old[end] != page[end]) {
        end++;
      }
      if (is(EncoderFault.RUNS_MERGED) && end + 1 < page.length && old[end + 1] != page[end + 1]) {
        end++;
      }
      if (is(EncoderFault.RUN_SPLIT) && end - at > 1) {
        length(runs, 1);
        runs.write(page[at++]);
        length(runs, 0);
      }
      end = is(EncoderFault.NZRUN_OF_4095) ? Math.min(end, at + 4095) : end;
      length(runs, is(EncoderFault.NZRUN_OF_8_BITS) ? end - at & 0xff : end - at);
      runs.write(page, at, end - at);
      at = end;
    }
    return runs.toByteArray();
  }

  private void length(ByteArrayOutputStream runs, int length) {
    if (length < 0x80 && !is(EncoderFault.RUN_LENGTH_LONG)) {
      runs.write(length);
    } else {
      runs.write(length & 0x7f | 0x80);
      runs.write(length >> 7);
    }
  }

  private boolean compressed(int block, long offset, byte[] page) {
    if (!task.allow.contains("compress")) {
      return false;
    }
    Deflater deflater = new Deflater(6, is(EncoderFault.ZLIB_RAW));
    deflater.setInput(page, 0, page.length - (is(EncoderFault.PAGE_SHORT) ? 1 : 0));
    deflater.finish();
    byte[] payload = new byte[page.length];
    int length = deflater.deflate(payload);
    boolean whole = deflater.finished();
    deflater.end();
    if (!whole) {
      return false;
    }
    length += is(EncoderFault.ZLIB_PADDED) && length < page.length ? 1 + length % 2 : 0;
    int blockBefore = last;
    header(block, offset, COMPRESS);
    last = is(EncoderFault.CONTINUE_BEFORE_PAYLOAD) ? blockBefore : last;
    out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    out.write(payload, 0, length);
    return true;
  }
}
