package org.ramwire.conformance.judge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.ramwire.format.RamFlag;
import org.ramwire.format.SectionType;

/**
 * A stream's bytes beside their meaning, for people: element by element, as far as the bytes make
 * sense. It refuses nothing; where it cannot go on, the bytes stand alone.
 */
public final class AnnotatedStream {

  private static final int SHOWN_BYTES = 12;
  private static final int MAX_LINES = 24;
  private static final int DUMP_BYTES = 32;
  private static final int MAGIC_AND_VERSION = 8;

  private final ByteBuffer bytes;
  private final int pageBytes;
  private final boolean body;

  private List<Field> fields = new ArrayList<>();
  private int at;

  /** The block of the last page record. */
  private String block = "";

  /** A field of an element. */
  private record Field(int offset, int length, String meaning) {}

  /**
   * An element.
   *
   * @param fields at least one
   * @param block the block's name if it is a page record, else empty
   * @param pageOffset the page's offset if it is a page record, else -1
   */
  private record Element(List<Field> fields, String block, long pageOffset) {
    int end() {
      Field last = fields.get(fields.size() - 1);
      return last.offset() + last.length();
    }
  }

  /**
   * Takes a stream.
   *
   * @param bytes all of it, from position 0 to the limit
   * @param pageBytes the page size
   * @param body true if it holds the ram section's payloads alone
   */
  public AnnotatedStream(ByteBuffer bytes, int pageBytes, boolean body) {
    this.bytes = bytes;
    this.pageBytes = pageBytes;
    this.body = body;
  }

  /**
   * Shows the element that holds an offset, its field marked.
   *
   * @param offset bytes from the stream's first
   * @return lines; a plain dump where the stream cannot be followed so far
   */
  public List<String> at(long offset) {
    Element[] hit = new Element[1];
    walk(
        element -> {
          hit[0] = element.end() > offset ? element : null;
          return hit[0] != null;
        });
    return hit[0] == null ? dump(offset) : lines(hit[0].fields(), offset);
  }

  /**
   * Shows the last record of a page.
   *
   * @param wanted the block's name
   * @param pageOffset where the page starts in the block
   * @return lines; none if there is no such record
   */
  public List<String> lastRecord(String wanted, long pageOffset) {
    Element[] hit = new Element[1];
    walk(
        element -> {
          if (element.pageOffset() == pageOffset && element.block().equals(wanted)) {
            hit[0] = element;
          }
          return false;
        });
    return hit[0] == null ? List.of() : lines(hit[0].fields(), -1);
  }

  /**
   * Shows the whole stream.
   *
   * @param maxLines where to stop
   * @return lines
   */
  public List<String> all(int maxLines) {
    List<Field> all = new ArrayList<>();
    walk(
        element -> {
          all.addAll(element.fields());
          return all.size() > maxLines;
        });
    List<String> lines = new ArrayList<>();
    all.stream().limit(maxLines).forEach(field -> lines.add(line(field, -1)));
    int end =
        all.isEmpty() ? 0 : all.get(all.size() - 1).offset() + all.get(all.size() - 1).length();
    if (all.size() > maxLines || end < bytes.limit()) {
      lines.add("  … " + bytes.limit() + " bytes in all");
    }
    return lines;
  }

  /** Goes through the elements until one is taken, or nothing more can be made out. */
  private void walk(Predicate<Element> until) {
    at = 0;
    block = "";
    try {
      boolean ended = !body && takeHeader(until);
      while (!ended && at < bytes.limit()) {
        ended = body ? takePayload(until) : takeElement(until);
      }
    } catch (IndexOutOfBoundsException e) {
      // The stream is cut: what there is of the element is shown.
      if (!fields.isEmpty()) {
        until.test(new Element(List.copyOf(fields), block, -1));
      }
    }
  }

  private boolean takeHeader(Predicate<Element> until) {
    fields = new ArrayList<>();
    field(4, "magic");
    field(4, "version");
    return at == MAGIC_AND_VERSION && done(until, -1);
  }

  /** Takes an element of the container; true to stop. */
  private boolean takeElement(Predicate<Element> until) {
    fields = new ArrayList<>();
    int type = bytes.get(at) & 0xff;
    switch (type) {
      case SectionType.START, SectionType.FULL -> {
        field(1, type == SectionType.START ? "START" : "FULL");
        field(4, "section id");
        String name = name("section");
        field(4, "instance");
        field(4, "version");
        return done(until, -1) || !name.equals("ram") || takePayload(until);
      }
      case SectionType.PART, SectionType.END -> {
        field(1, type == SectionType.PART ? "PART" : "END");
        field(4, "section id");
        return done(until, -1) || takePayload(until);
      }
      case SectionType.FOOTER -> {
        field(1, "footer");
        field(4, "section id");
        return done(until, -1);
      }
      case SectionType.EOF -> {
        field(1, "EOF");
        done(until, -1);
        return true;
      }
      default -> {
        return true;
      }
    }
  }

  /** Takes records through EOS; true to stop. */
  private boolean takePayload(Predicate<Element> until) {
    while (at < bytes.limit()) {
      fields = new ArrayList<>();
      long word = bytes.getLong(at);
      int flags = (int) word & (pageBytes - 1);
      long address = word & -(long) pageBytes;
      field(8, header(flags, address));
      int kind = flags & ~RamFlag.CONTINUE;
      if (kind == RamFlag.MEM_SIZE) {
        takeList(address);
      } else if ((kind & (RamFlag.EOS | RamFlag.HOOK | RamFlag.MULTIFD_FLUSH)) == 0) {
        if ((flags & RamFlag.CONTINUE) == 0) {
          block = name("idstr");
        }
        if (!takePage(kind)) {
          done(until, address);
          return true;
        }
        if (done(until, address)) {
          return true;
        }
        continue;
      }
      if (done(until, -1)) {
        return true;
      }
      if (kind == RamFlag.EOS) {
        return false;
      }
    }
    return true;
  }

  private void takeList(long total) {
    long left = total;
    while (left > 0) {
      name("idstr");
      left -= bytes.getLong(at);
      field(8, "used length 0x" + Long.toHexString(bytes.getLong(at)));
    }
  }

  /** Takes a page record's payload; false if the kind is none. */
  private boolean takePage(int kind) {
    switch (kind) {
      case RamFlag.ZERO -> field(1, "fill byte");
      case RamFlag.PAGE -> field(pageBytes, "the page");
      case RamFlag.XBZRLE -> {
        field(1, "encoding");
        int length = bytes.getShort(at) & 0xffff;
        field(2, "length of the delta: " + length);
        field(length, "delta");
      }
      case RamFlag.COMPRESS_PAGE -> {
        int length = bytes.getInt(at);
        field(4, "length of the payload: " + Integer.toUnsignedString(length));
        field(length < 0 ? Integer.MAX_VALUE : length, "zlib stream");
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private String name(String what) {
    int length = bytes.get(at) & 0xff;
    field(1, "length of the " + what + ": " + length);
    byte[] name = new byte[Math.min(length, bytes.limit() - at)];
    bytes.get(at, name);
    String text = new String(name, StandardCharsets.UTF_8);
    field(length, "\"" + text + "\"");
    return text;
  }

  private void field(int length, String meaning) {
    int there = Math.min(length, bytes.limit() - at);
    if (there > 0) {
      fields.add(new Field(at, there, meaning + (there < length ? ": cut" : "")));
    }
    at += there;
    if (there < length) {
      throw new IndexOutOfBoundsException();
    }
  }

  private boolean done(Predicate<Element> until, long pageOffset) {
    Element element = new Element(List.copyOf(fields), pageOffset < 0 ? "" : block, pageOffset);
    fields = new ArrayList<>();
    return !element.fields().isEmpty() && until.test(element);
  }

  private static String header(int flags, long address) {
    List<String> names = new ArrayList<>();
    String[] known = {
      "FULL",
      "ZERO",
      "MEM_SIZE",
      "PAGE",
      "EOS",
      "CONTINUE",
      "XBZRLE",
      "HOOK",
      "COMPRESS_PAGE",
      "MULTIFD_FLUSH"
    };
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      if ((flags >>> bit & 1) != 0) {
        names.add(bit < known.length ? known[bit] : "0x" + Integer.toHexString(1 << bit));
      }
    }
    String kinds = names.isEmpty() ? "no flag" : String.join(" | ", names);
    return "address 0x" + Long.toHexString(address) + " | " + kinds;
  }

  private static List<String> limited(List<String> lines) {
    if (lines.size() <= MAX_LINES) {
      return lines;
    }
    List<String> some = new ArrayList<>(lines.subList(0, MAX_LINES));
    some.add("  … " + (lines.size() - MAX_LINES) + " fields more");
    return some;
  }

  private List<String> lines(List<Field> shown, long marked) {
    return limited(shown.stream().map(field -> line(field, marked)).toList());
  }

  private String line(Field field, long marked) {
    boolean here = marked >= field.offset() && marked < field.offset() + field.length();
    byte[] some = new byte[Math.min(field.length(), SHOWN_BYTES)];
    bytes.get(field.offset(), some);
    String hex = HexFormat.ofDelimiter(" ").formatHex(some);
    String more = some.length < field.length() ? " … " + field.length() + " bytes" : "";
    return String.format(
            "%s 0x%06x  %-36s %s", here ? ">" : " ", field.offset(), hex + more, field.meaning())
        .stripTrailing();
  }

  private List<String> dump(long offset) {
    if (offset >= bytes.limit()) {
      return List.of(String.format("> 0x%06x  the stream's end", offset));
    }
    int from = (int) Math.max(0, offset - SHOWN_BYTES);
    List<Field> some = new ArrayList<>();
    for (int start = from;
        start < Math.min(bytes.limit(), from + DUMP_BYTES);
        start += SHOWN_BYTES) {
      some.add(new Field(start, Math.min(SHOWN_BYTES, bytes.limit() - start), ""));
    }
    return lines(some, offset);
  }
}
