package org.ramwire.conformance.stream.anatomy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.RamFlag;
import org.ramwire.format.SectionType;

/**
 * A walk through a stream, element by element, as far as the bytes make sense. It refuses nothing:
 * where it cannot go on, it stops.
 */
final class StreamElements {

  private static final byte[] LIBVIRT = "LibvirtQemud".getBytes(StandardCharsets.US_ASCII);
  private static final int LIBVIRT_UNUSED_BYTES = 60;
  private static final int MIN_PAGE_BITS = 10;
  private static final int MAX_PAGE_BITS = 16;
  private static final int UUID_BYTES = 16;
  private static final int MAX_TEXT = 60;

  private final ByteBuffer bytes;
  private final boolean body;
  private final Predicate<Element> until;

  private int pageBytes;
  private DeviceExtents extents;
  private List<Field> fields = new ArrayList<>();
  private int at;

  /** The block of the last page record. */
  private String block = "";

  /**
   * An element.
   *
   * @param fields at least one
   * @param block the block's name if it is a page record, else empty
   * @param pageOffset the page's offset if it is a page record, else -1
   */
  record Element(List<Field> fields, String block, long pageOffset) {
    int end() {
      return fields.get(fields.size() - 1).end();
    }
  }

  private StreamElements(ByteBuffer bytes, int pageBytes, boolean body, Predicate<Element> until) {
    this.bytes = bytes;
    this.pageBytes = pageBytes;
    this.body = body;
    this.until = until;
  }

  /** Goes through the elements until one is taken, or nothing more can be made out. */
  static void walk(ByteBuffer bytes, int pageBytes, boolean body, Predicate<Element> until) {
    new StreamElements(bytes, pageBytes, body, until).walk();
  }

  private void walk() {
    try {
      boolean ended = !body && (takeLibvirt() || takeHeader());
      while (!ended && at < bytes.limit()) {
        ended = body ? takePayload() : takeElement();
      }
    } catch (IndexOutOfBoundsException e) {
      // The stream is cut: what there is of the element is shown.
      if (!fields.isEmpty()) {
        until.test(new Element(List.copyOf(fields), block, -1));
      }
    }
  }

  private boolean takeLibvirt() {
    if (bytes.limit() < LIBVIRT.length
        || !bytes.slice(0, LIBVIRT.length).equals(ByteBuffer.wrap(LIBVIRT))) {
      return false;
    }
    field(16, "libvirt's magic");
    field(4, "version of the header");
    boolean little = bytes.get(at - 4) != 0;
    int length = bytes.getInt(at);
    field(4, "length of the XML");
    field(4, "was running");
    field(4, "format");
    field(LIBVIRT_UNUSED_BYTES, "unused");
    length = little ? Integer.reverseBytes(length) : length;
    if (length != 0) {
      field(length < 0 ? Integer.MAX_VALUE : length, "XML and padding");
    }
    return done(-1);
  }

  private boolean takeHeader() {
    field(4, "magic");
    field(4, "version");
    return done(-1);
  }

  /** Takes an element of the container; true to stop. */
  private boolean takeElement() {
    fields = new ArrayList<>();
    int type = bytes.get(at) & 0xff;
    return switch (type) {
      case SectionType.START, SectionType.FULL -> takeSection(type);
      case SectionType.PART, SectionType.END -> {
        field(1, type == SectionType.PART ? "PART" : "END");
        field(4, "section id");
        yield done(-1) || takePayload();
      }
      case SectionType.FOOTER -> {
        field(1, "footer");
        field(4, "section id");
        yield done(-1);
      }
      case SectionType.CONFIGURATION -> {
        field(1, "configuration");
        longName("machine name");
        yield done(-1);
      }
      case SectionType.SUBSECTION -> takeSubsection();
      case SectionType.COMMAND -> takeCommand();
      case SectionType.EOF -> {
        field(1, "EOF");
        yield done(-1) || takeDescription();
      }
      default -> true;
    };
  }

  private boolean takeSection(int type) {
    field(1, type == SectionType.START ? "START" : "FULL");
    field(4, "section id");
    int id = bytes.getInt(at - 4);
    String name = name("section's name");
    field(4, "instance");
    field(4, "version");
    if (done(-1)) {
      return true;
    }
    return name.equals("ram") ? takePayload() : takeDevice(id);
  }

  private boolean takeDevice(int id) {
    if (extents == null) {
      extents = DeviceExtents.of(bytes, pageBytes);
    }
    int length = extents.length(at);
    String meaning = "device state";
    if (length < 0) {
      length = 0;
      while (at + length + 5 <= bytes.limit()
          && (bytes.get(at + length) != SectionType.FOOTER
              || bytes.getInt(at + length + 1) != id)) {
        length++;
      }
      if (at + length + 5 > bytes.limit()) {
        return true;
      }
      meaning = "device state, up to the first footer";
    }
    if (length > 0) {
      field(length, meaning);
    }
    return done(-1);
  }

  private boolean takeSubsection() {
    field(1, "subsection");
    String name = name("subsection's name");
    field(4, "version");
    switch (name) {
      case "configuration/target-page-bits" -> {
        field(4, "bits in a page's offset");
        int bits = bytes.getInt(at - 4);
        pageBytes = bits >= MIN_PAGE_BITS && bits <= MAX_PAGE_BITS ? 1 << bits : pageBytes;
      }
      case "configuration/capabilities" -> {
        field(4, "count of names");
        for (int left = bytes.getInt(at - 4); left > 0; left--) {
          name("capability");
        }
      }
      case "configuration/uuid" -> field(UUID_BYTES, "UUID");
      default -> {
        done(-1);
        return true;
      }
    }
    return done(-1);
  }

  private boolean takeCommand() {
    field(1, "command");
    MigrationCommand command = MigrationCommand.byCode(bytes.getShort(at) & 0xffff);
    field(2, command == null ? "no known command" : command.toString());
    int length = bytes.getShort(at) & 0xffff;
    field(2, "length of the data: " + length);
    if (length > 0) {
      field(length, "data");
    }
    return done(-1);
  }

  private boolean takeDescription() {
    if (at < bytes.limit() && bytes.get(at) == SectionType.VMDESC) {
      field(1, "description");
      longName("JSON");
      done(-1);
    }
    return true;
  }

  /** Takes records through EOS; true to stop. */
  private boolean takePayload() {
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
          done(address);
          return true;
        }
        if (done(address)) {
          return true;
        }
        continue;
      }
      if (done(-1)) {
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
      case RamFlag.PAGE -> field(pageBytes, "the page", true);
      case RamFlag.XBZRLE -> {
        field(1, "encoding");
        int length = bytes.getShort(at) & 0xffff;
        field(2, "length of the delta: " + length);
        if (length > 0) {
          field(length, "delta");
        }
      }
      case RamFlag.COMPRESS_PAGE -> {
        int length = bytes.getInt(at);
        field(4, "length of the payload: " + Integer.toUnsignedString(length));
        if (length != 0) {
          field(length < 0 ? Integer.MAX_VALUE : length, "zlib stream", true);
        }
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
    return text(length);
  }

  private void longName(String what) {
    int length = bytes.getInt(at);
    field(4, "length of the " + what + ": " + Integer.toUnsignedString(length));
    text(length < 0 ? Integer.MAX_VALUE : length);
  }

  private String text(int length) {
    byte[] name = new byte[Math.min(length, bytes.limit() - at)];
    bytes.get(at, name);
    String text = new String(name, StandardCharsets.UTF_8);
    if (length > 0) {
      String shown = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
      field(length, "\"" + AnnotatedStream.printable(shown) + "\"");
    }
    return text;
  }

  private void field(int length, String meaning) {
    field(length, meaning, false);
  }

  private void field(int length, String meaning, boolean page) {
    int there = Math.min(length, bytes.limit() - at);
    if (there > 0) {
      fields.add(new Field(at, there, meaning + (there < length ? ": cut" : ""), page));
    }
    at += there;
    if (there < length) {
      throw new IndexOutOfBoundsException();
    }
  }

  private boolean done(long pageOffset) {
    Element element = new Element(List.copyOf(fields), pageOffset < 0 ? "" : block, pageOffset);
    fields = new ArrayList<>();
    return !element.fields().isEmpty() && until.test(element);
  }

  private static String header(int flags, long address) {
    List<String> names = RamFlag.names(flags);
    String kinds = names.isEmpty() ? "no flag" : String.join(" | ", names);
    return "address 0x" + Long.toHexString(address) + " | " + kinds;
  }
}
