package org.ramwire.conformance.miniature;

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
    byte[] old = sent.put(List.of((long) block, offset), page);
    boolean one = true;
    for (byte b : page) {
      one &= b == page[0];
    }
    if (one && (page[0] == 0 || is(EncoderFault.FILL_BYTE_KEPT))) {
      if (!is(EncoderFault.ZERO_PAGES_LEFT_OUT)) {
        header(block, offset, ZERO | (is(EncoderFault.TWO_KINDS) ? PAGE : 0));
        out.write(page[0]);
        if (cached() && !is(EncoderFault.CACHE_FORGETS_ZERO)) {
          cache.store(block, offset, page, round);
        }
      }
    } else if (task.identical) {
      identical(block, offset, page);
    } else if (!delta(block, offset, old, page) && !compressed(block, offset, page)) {
      header(block, offset, PAGE);
      out.writeBytes(page);
    }
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
    while (done < limit && at < delta.length) {
      int zrun = uleb(delta, at);
      at += delta[at] < 0 ? 2 : 1;
      if (at == delta.length) {
        // A fault's delta that states the equal bytes at the end.
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
    return low < 0x80 ? low : low & 0x7f | delta[at + 1] << 7;
  }

  private void header(int block, long offset, int flags) {
    boolean first = last < 0 && is(EncoderFault.CONTINUE_FIRST);
    boolean ever = last >= 0 && is(EncoderFault.CONTINUE_ACROSS_BLOCKS);
    boolean continued = block == last && continues || first || ever;
    out.writeBytes(
        ByteBuffer.allocate(8).putLong(offset | flags | (continued ? CONTINUE : 0)).array());
    if (!continued) {
      name(block);
    }
    last = block;
    continues = true;
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
    boolean tooLong = delta.length > page.length && !is(EncoderFault.DELTA_OVERFLOWS);
    if (empty || tooLong) {
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
      length(runs, end - at);
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
    header(block, offset, COMPRESS);
    out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    out.write(payload, 0, length);
    return true;
  }
}
