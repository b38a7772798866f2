package org.ramwire.conformance.stream.anatomy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.stream.anatomy.StreamElements.Element;

/**
 * A stream's bytes beside their meaning, for people: element by element, as far as the bytes make
 * sense. It refuses nothing; where it cannot go on, the bytes stand alone.
 */
public final class AnnotatedStream {

  /** How much of a field is shown. */
  public enum Detail {
    /** A few lines of each field, one of a page: for a failure among others. */
    SHORT(4, 1),
    /** Every field but pages: for a case that somebody looks at. */
    FIELDS(64, 1),
    /** Every byte, equal lines once. */
    ALL(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final int fieldLines;
    private final int pageLines;

    Detail(int fieldLines, int pageLines) {
      this.fieldLines = fieldLines;
      this.pageLines = pageLines;
    }

    private int linesOf(Field field) {
      return field.page() ? pageLines : fieldLines;
    }
  }

  private static final int LINE_BYTES = 12;
  private static final int MAX_LINES = 24;
  private static final int DUMP_BYTES = 32;

  private final ByteBuffer bytes;
  private final int pageBytes;
  private final boolean body;

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

  private void walk(Predicate<Element> until) {
    StreamElements.walk(bytes, pageBytes, body, until);
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
   * Shows the whole stream, what makes no sense as bytes alone.
   *
   * @param maxLines where to stop
   * @param detail how much of each field
   * @return lines
   */
  public List<String> all(int maxLines, Detail detail) {
    List<String> lines = new ArrayList<>();
    int[] end = new int[1];
    walk(
        element -> {
          element.fields().forEach(field -> addLines(lines, field, -1, detail));
          end[0] = element.end();
          return lines.size() > maxLines;
        });
    if (lines.size() <= maxLines && end[0] < bytes.limit()) {
      addLines(lines, new Field(end[0], bytes.limit() - end[0], "", false), -1, detail);
    }
    if (lines.size() > maxLines) {
      lines.subList(maxLines, lines.size()).clear();
      lines.add("  … " + bytes.limit() + " bytes in all");
    }
    return lines;
  }

  private static List<String> limited(List<String> lines, int fields) {
    if (lines.size() <= MAX_LINES) {
      return lines;
    }
    List<String> some = new ArrayList<>(lines.subList(0, MAX_LINES));
    some.add("  … and more of " + fields + " fields");
    return some;
  }

  private List<String> lines(List<Field> shown, long marked) {
    List<String> lines = new ArrayList<>();
    shown.forEach(field -> addLines(lines, field, marked, Detail.SHORT));
    return limited(lines, shown.size());
  }

  private void addLines(List<String> lines, Field field, long marked, Detail detail) {
    int most = detail.linesOf(field);
    int fitting = (field.length() + LINE_BYTES - 1) / LINE_BYTES;
    int shown = Math.min(most, fitting);
    boolean same = false;
    for (int i = 0; i < shown; i++) {
      int from = field.offset() + i * LINE_BYTES;
      int count = Math.min(LINE_BYTES, field.end() - from);
      boolean repeats = i > 0 && i < fitting - 1 && equal(from, from - LINE_BYTES, count);
      if (repeats && !same) {
        lines.add("  *");
      }
      same = repeats;
      if (!repeats) {
        boolean last = i == shown - 1 && shown < fitting;
        String more = last ? " … " + field.length() + " bytes" : "";
        Field line = new Field(from, count, "", false);
        boolean here =
            i == 0 ? field.holds(marked) && mark(line, marked, shown) : line.holds(marked);
        lines.add(line(from, count, more, i == 0 ? field.meaning() : "", here));
      }
    }
  }

  /** The first line is marked for what is not shown as well. */
  private static boolean mark(Field first, long marked, int shownLines) {
    return first.holds(marked) || marked >= first.offset() + (long) shownLines * LINE_BYTES;
  }

  private boolean equal(int one, int other, int count) {
    return bytes.slice(one, count).equals(bytes.slice(other, count));
  }

  private String line(int from, int count, String more, String meaning, boolean here) {
    byte[] some = new byte[count];
    bytes.get(from, some);
    String hex = HexFormat.ofDelimiter(" ").formatHex(some);
    return String.format("%s 0x%06x  %-36s %s", here ? ">" : " ", from, hex + more, meaning)
        .stripTrailing();
  }

  /** Replaces what a terminal or a report should not be given. */
  static String printable(String text) {
    return OneLine.of(text);
  }

  private List<String> dump(long offset) {
    if (offset >= bytes.limit()) {
      return List.of(String.format("> 0x%06x  the stream's end", offset));
    }
    int from = (int) Math.max(0, offset - LINE_BYTES);
    List<String> lines = new ArrayList<>();
    int end = Math.min(bytes.limit(), from + DUMP_BYTES);
    for (int start = from; start < end; start += LINE_BYTES) {
      int count = Math.min(LINE_BYTES, bytes.limit() - start);
      lines.add(line(start, count, "", "", offset >= start && offset < start + count));
    }
    return lines;
  }
}
