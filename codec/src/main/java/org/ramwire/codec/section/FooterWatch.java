package org.ramwire.codec.section;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.ramwire.codec.Limits;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.TakenBytes;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamConstants;

/**
 * A watch over the bytes after a section whose end a search has found: whether they hold a second
 * end of it (CON-067).
 *
 * <p>If the first end was state that looked like one, the true end is further on, wherever that
 * false one led the reader. So the watch looks at all bytes that follow, whatever they are read as,
 * and judges by the sections that were known when the section's pieces began. It sees each byte
 * once and keeps no more than the longest head of an element.
 */
final class FooterWatch implements TakenBytes {

  /** A section that is watched for. */
  private static final class Watched {
    final SectionHeader header;
    final long end;

    /** When the head of its first piece was read. */
    final int moment;

    /** When the head of its last piece was read that was searched. */
    int lastMoment;

    /** Where the footer of its last piece stands. */
    long lastFooter;

    boolean doubted;

    Watched(SectionHeader header, long end, int moment) {
      this.header = header;
      this.end = end;
      this.lastFooter = end;
      this.moment = moment;
      this.lastMoment = moment;
    }
  }

  /**
   * A section that may end at two places.
   *
   * @param header its head
   * @param first where the footer stands that the search took
   * @param second where another one stands that it might have been
   */
  record Doubt(SectionHeader header, long first, long second) {}

  private static final int FOOTER = StreamConstants.FOOTER_BYTES;

  /** Where the name stands in a section's head, and what stands there and after it for ram. */
  private static final int RAM_NAME_AT = 1 + Integer.BYTES;

  private static final byte[] RAM_NAME =
      ByteBuffer.allocate(1 + StreamConstants.RAM.length() + 2 * Integer.BYTES)
          .put((byte) StreamConstants.RAM.length())
          .put(StreamConstants.RAM.getBytes(StandardCharsets.US_ASCII))
          .putInt(0)
          .putInt(StreamConstants.RAM_SECTION_VERSION)
          .array();

  /** A footer, and type, id, name, instance and version of the longest head. */
  private static final int LONGEST = FOOTER + 1 + 4 + 1 + 255 + 4 + 4;

  private final Limits limits;
  private final SectionTable sections;
  private final Map<Integer, Watched> watched = new HashMap<>();

  /** Where footers stand that the reader itself took, with no memory since the one before. */
  private final Set<Long> explained = new HashSet<>();

  /** What has been taken and waits for the bytes after it. */
  private final byte[] kept = new byte[2 * LONGEST];

  private int keptBytes;

  /** Absolute offset of the first byte that is kept. */
  private long keptOffset;

  private final Queue<Doubt> doubts = new ArrayDeque<>();

  /** Where the first two heads of a ram section stand, or -1. */
  private final long[] ramHeads = {-1, -1};

  FooterWatch(Limits limits, SectionTable sections, long from) {
    this.limits = limits;
    this.sections = sections;
    this.keptOffset = from;
  }

  /**
   * Watches for another end of a section, or of a further piece of it.
   *
   * @param end where its footer stands
   * @param moment when its head was read
   */
  void lookFor(SectionHeader header, long end, int moment) {
    Watched section = watched.computeIfAbsent(header.id(), id -> new Watched(header, end, moment));
    section.lastMoment = moment;
  }

  /**
   * Returns where a head of a ram section stands that the reader has not taken for one, or -1.
   *
   * @param taken where the head stands that it has taken
   */
  long otherRamHead(long taken) {
    for (long head : ramHeads) {
      if (head >= 0 && head != taken) {
        return head;
      }
    }
    return -1;
  }

  /**
   * Takes note of a footer that ends a later piece of a section: it is no second end of the first
   * piece that would matter, if nothing that concerns memory stands in between.
   */
  void pieceEnded(int id, long footer, long lastMemory) {
    Watched section = watched.get(id);
    if (section != null && lastMemory < section.lastFooter) {
      explained.add(footer);
      section.lastFooter = footer;
    }
  }

  /** Returns the next of what has been found, or null. */
  Doubt takeDoubt() {
    return doubts.poll();
  }

  @Override
  public void taken(byte[] window, int from, int length) throws IOException {
    int done = 0;
    while (done < length && keptBytes > 0) {
      // What is kept is judged together with the first bytes of what is new.
      int joined = Math.min(length - done, kept.length - keptBytes);
      System.arraycopy(window, from + done, kept, keptBytes, joined);
      keptBytes += joined;
      done += joined;
      int judged = keptBytes - LONGEST + 1;
      if (judged <= 0) {
        return;
      }
      judge(kept, 0, judged, keptBytes, false);
      if (keptBytes - judged <= done) {
        // All that is left of it stands in what is new.
        done -= keptBytes - judged;
        keptOffset += judged;
        keptBytes = 0;
      } else {
        drop(judged);
      }
    }
    int judged = Math.max(0, length - done - LONGEST + 1);
    judge(window, from + done, judged, length - done, false);
    keptOffset += judged;
    int left = length - done - judged;
    System.arraycopy(window, from + done + judged, kept, keptBytes, left);
    keptBytes += left;
  }

  /** Judges what is left at the input's end. */
  void finish() throws IOException {
    judge(kept, 0, keptBytes, keptBytes, true);
    keptOffset += keptBytes;
    keptBytes = 0;
  }

  private void drop(int count) {
    System.arraycopy(kept, count, kept, 0, keptBytes - count);
    keptBytes -= count;
    keptOffset += count;
  }

  /** Judges a number of places; the bytes reach further, so that each head is whole. */
  private void judge(byte[] bytes, int from, int places, int length, boolean last)
      throws IOException {
    for (int i = from; i < from + places; i++) {
      if (bytes[i] == SectionType.FOOTER && from + length - i >= FOOTER) {
        judgeFooter(bytes, i, from + length, keptOffset + (i - from), last);
      } else if (isRamHead(bytes, i, from + length)) {
        ramHeads[ramHeads[0] < 0 ? 0 : 1] = keptOffset + (i - from);
      }
    }
  }

  private static boolean isRamHead(byte[] bytes, int at, int end) {
    return (bytes[at] == SectionType.START || bytes[at] == SectionType.FULL)
        && end - at >= RAM_NAME_AT + RAM_NAME.length
        && Arrays.equals(
            bytes,
            at + RAM_NAME_AT,
            at + RAM_NAME_AT + RAM_NAME.length,
            RAM_NAME,
            0,
            RAM_NAME.length);
  }

  private void judgeFooter(byte[] bytes, int at, int end, long offset, boolean last)
      throws IOException {
    int id = 0;
    for (int i = 1; i < FOOTER; i++) {
      id = id << 8 | bytes[at + i] & 0xff;
    }
    Watched section = watched.get(id);
    if (section == null || section.doubted || offset <= section.end || explained.remove(offset)) {
      return;
    }
    if (elementFollows(bytes, at, end, section, last)) {
      section.doubted = true;
      doubts.add(new Doubt(section.header, section.end, offset));
    }
  }

  private boolean elementFollows(byte[] bytes, int at, int end, Watched section, boolean last)
      throws IOException {
    int after = at + FOOTER;
    if (after < end && bytes[after] == SectionType.EOF) {
      // Whether a description is whole and the last is not waited for.
      boolean ends = last && after + 1 == end;
      return ends || after + 1 < end && bytes[after + 1] == SectionType.VMDESC;
    }
    byte[] head = Arrays.copyOfRange(bytes, at, Math.min(at + LONGEST, end));
    StreamInput ahead =
        new StreamInput(Channels.newChannel(new ByteArrayInputStream(head)), LONGEST + 1);
    // Which piece's state holds what is not seen, so whatever counted at any of them counts.
    return new FollowingElement(ahead, limits, sections, section.moment, section.lastMoment).kind()
        == FollowingElement.Kind.COUNTS;
  }
}
