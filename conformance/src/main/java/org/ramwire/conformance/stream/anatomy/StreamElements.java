package org.ramwire.conformance.stream.anatomy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.RamFlag;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamConstants;
import org.ramwire.format.StreamException;
import org.ramwire.format.grammar.LayoutReader;
import org.ramwire.format.grammar.LayoutReader.Rules;
import org.ramwire.format.grammar.Part.Show;
import org.ramwire.format.grammar.Span;
import org.ramwire.format.layout.Layouts;

/**
 * A walk through a stream by its layout, element by element, as far as the bytes make sense. It
 * looks at no rule: where it cannot go on, it stops.
 */
final class StreamElements {

  private static final int MAX_TEXT = 60;

  private final ByteBuffer bytes;
  private final int pageBytes;
  private final Predicate<Element> until;
  private final LayoutReader reader;

  private DeviceExtents extents;
  private boolean endGuessed;
  private List<Field> fields = new ArrayList<>();
  private int unitAt = -1;
  private boolean stopped;

  /** The block of the last page record. */
  private String block = "";

  private long pageOffset = -1;

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

  private StreamElements(ByteBuffer bytes, int pageBytes, Predicate<Element> until) {
    this.bytes = bytes;
    this.pageBytes = pageBytes;
    this.until = until;
    this.reader =
        new LayoutReader(
            Layouts.GRAMMAR,
            bytes,
            pageBytes,
            Rules.PASSED_OVER,
            this::deviceLength,
            Set.of(Layouts.DELTA));
  }

  /** Goes through the elements until one is taken, or nothing more can be made out. */
  static void walk(ByteBuffer bytes, int pageBytes, boolean body, Predicate<Element> until) {
    new StreamElements(bytes, pageBytes, until).walk(body ? Layouts.PAYLOADS : Layouts.STREAM);
  }

  private void walk(String structure) {
    try {
      reader.read(structure, this::take);
    } catch (StreamException e) {
      // What there is of the element is shown.
      pageOffset = -1;
    }
    if (!stopped) {
      finish();
    }
  }

  /** Takes a field; returns false to stop. */
  private boolean take(Span span) {
    if (span.unitOffset() != unitAt) {
      finish();
      unitAt = span.unitOffset();
    }
    if (stopped) {
      return false;
    }
    if (span.show() == Show.RECORD && !span.cut()) {
      pageOffset = pageOffset(span.value());
    } else if (pageOffset >= 0 && span.name().equals("length of the idstr")) {
      block = "";
    } else if (pageOffset >= 0 && span.name().equals("idstr")) {
      block = text(span);
    }
    String meaning = meaning(span) + (span.cut() ? ": cut" : "");
    fields.add(new Field(span.offset(), span.length(), meaning, span.show() == Show.PAGE));
    return true;
  }

  private void finish() {
    if (!fields.isEmpty()) {
      String name = pageOffset < 0 ? "" : block;
      stopped = until.test(new Element(List.copyOf(fields), name, pageOffset));
    }
    fields = new ArrayList<>();
    pageOffset = -1;
  }

  private long pageOffset(long word) {
    int flags = (int) word & (pageBytesInForce() - 1);
    return switch (flags & ~RamFlag.CONTINUE) {
      case RamFlag.ZERO, RamFlag.PAGE, RamFlag.XBZRLE, RamFlag.COMPRESS_PAGE -> word - flags;
      default -> -1;
    };
  }

  private int pageBytesInForce() {
    return (int) reader.variable(LayoutReader.PAGE_BYTES);
  }

  private String meaning(Span span) {
    return switch (span.show()) {
      case TEXT, JSON -> shown(text(span));
      case RECORD -> span.cut() ? span.name() : header(span.value());
      case LENGTH ->
          span.cut() ? span.name() : span.name() + ": " + Long.toUnsignedString(span.value());
      case HEX -> span.cut() ? span.name() : span.name() + " 0x" + Long.toHexString(span.value());
      case COMMAND -> span.cut() ? span.name() : command((int) span.value());
      case BYTES ->
          span.name().equals("device state") && endGuessed
              ? "device state, up to the first footer"
              : span.name();
      case NUMBER, PAGE -> span.name();
    };
  }

  private static String command(int code) {
    MigrationCommand command = MigrationCommand.byCode(code);
    return command == null ? "no known command" : command.toString();
  }

  private String text(Span span) {
    byte[] text = new byte[span.length()];
    bytes.get(span.offset(), text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static String shown(String text) {
    String some = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
    return "\"" + AnnotatedStream.printable(some) + "\"";
  }

  private String header(long word) {
    int flags = (int) word & (pageBytesInForce() - 1);
    List<String> names = RamFlag.names(flags);
    String kinds = names.isEmpty() ? "no flag" : String.join(" | ", names);
    return "address 0x" + Long.toHexString(word - flags) + " | " + kinds;
  }

  private long deviceLength(int at, int id) {
    if (extents == null) {
      extents = DeviceExtents.of(bytes, pageBytes);
    }
    int length = extents.length(at);
    endGuessed = length < 0;
    return endGuessed ? toFirstFooter(at, id) : length;
  }

  private long toFirstFooter(int from, int id) {
    for (int at = from; at + StreamConstants.FOOTER_BYTES <= bytes.limit(); at++) {
      if (bytes.get(at) == SectionType.FOOTER && bytes.getInt(at + 1) == id) {
        return at - from;
      }
    }
    return -1;
  }
}
