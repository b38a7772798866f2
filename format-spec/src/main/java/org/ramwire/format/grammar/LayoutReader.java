package org.ramwire.format.grammar;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.StreamException;
import org.ramwire.format.TruncatedStreamException;

/**
 * A reader of bytes by a layout: it gives the fields in order, and nothing else.
 *
 * <p>For explanations and tests, where clarity counts and not speed. What it does is bounded by the
 * bytes that there are: it takes each once, apart from {@link Extents}. For use by one thread.
 */
public final class LayoutReader {

  /** The variable that holds the page size in force, in bytes. */
  public static final String PAGE_BYTES = "page size in force";

  /** The variable that holds the id of the section that is open. */
  public static final String SECTION_ID = "open section";

  /** The variable that is not 0 where libvirt's header was written with the lowest byte first. */
  public static final String LITTLE_ENDIAN = "little-endian";

  private static final Expr LITTLE = Expr.ref(LITTLE_ENDIAN);

  /** Whether rules are looked at. */
  public enum Rules {
    /** A rule that does not hold ends the reading. */
    HELD,
    /** Rules are passed over: who looks at wrong bytes wants to see them all. */
    PASSED_OVER
  }

  /**
   * What was read.
   *
   * @param spans the fields, in order
   * @param fault why it ended before the structure did, or null
   */
  public record Reading(List<Span> spans, @Nullable StreamException fault) {}

  /** The end that the caller asked for; carries nothing. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stop() {
      super(null, null, false, false);
    }
  }

  private final PartVisitor<StreamException> taker = new Taker();
  private final ExprVisitor<Long> value = new Value();
  private final Grammar grammar;
  private final ByteBuffer bytes;
  private final Rules rules;
  private final Extents extents;
  private final Set<String> closed;
  private final Map<String, Long> values = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Map<Long, Long>> tables = new HashMap<>();

  private Predicate<Span> sink;
  private int at;
  private int bound;
  private @Nullable Structure unit;
  private int unitAt;

  /**
   * Takes bytes.
   *
   * @param grammar the structures
   * @param bytes a stream, from index 0 to the limit; not changed
   * @param pageBytes the page size, unless the stream states another
   * @param rules whether rules are looked at
   * @param extents where device sections end
   * @param closed structures whose insides are not looked at: their bytes are one field
   */
  public LayoutReader(
      Grammar grammar,
      ByteBuffer bytes,
      int pageBytes,
      Rules rules,
      Extents extents,
      Set<String> closed) {
    this.grammar = grammar;
    this.bytes = bytes.duplicate();
    this.rules = rules;
    this.extents = extents;
    this.closed = Set.copyOf(closed);
    this.bound = bytes.limit();
    values.put(PAGE_BYTES, (long) pageBytes);
  }

  /**
   * Sets a variable before reading, as an earlier part of a stream would.
   *
   * @param variable its name
   * @param value its value
   * @return this reader
   */
  public LayoutReader with(String variable, long value) {
    values.put(variable, value);
    return this;
  }

  /**
   * Moves the reader.
   *
   * @param offset bytes from the stream's first, at most all
   * @return this reader
   */
  public LayoutReader from(int offset) {
    at = Objects.checkIndex(offset, bytes.limit() + 1);
    return this;
  }

  /**
   * Reads a structure that starts where the last one ended, and keeps the fields.
   *
   * @param structure its name
   * @return the fields and the fault, if there is one
   */
  public Reading read(String structure) {
    List<Span> spans = new ArrayList<>();
    StreamException fault = null;
    try {
      read(structure, spans::add);
    } catch (StreamException e) {
      fault = e;
    }
    return new Reading(List.copyOf(spans), fault);
  }

  /**
   * Reads a structure that starts where the last one ended.
   *
   * @param structure its name
   * @param fields gets each field, and returns false to end the reading
   * @throws StreamException if the bytes are not the structure's
   */
  public void read(String structure, Predicate<Span> fields) throws StreamException {
    sink = fields;
    unit = null;
    try {
      take(grammar.of(structure));
    } catch (Stop stop) {
      // As the caller asked.
    }
  }

  /**
   * Returns where the reader is.
   *
   * @return bytes from the stream's first
   */
  public int position() {
    return at;
  }

  /**
   * Returns a variable or the last value of a field.
   *
   * @param name its name
   * @return the value; 0 if it has none
   */
  public long variable(String name) {
    return values.getOrDefault(name, 0L);
  }

  private void take(Structure structure) throws StreamException {
    Structure outer = unit;
    int outerAt = unitAt;
    if (outer == null || (structure.unit() && !outer.unit())) {
      unit = structure;
      unitAt = at;
    }
    take(structure.parts());
    unit = outer;
    unitAt = outerAt;
  }

  private void take(List<Part> parts) throws StreamException {
    for (Part part : parts) {
      part.accept(taker);
    }
  }

  /** Takes each kind of part from the bytes. */
  private final class Taker implements PartVisitor<StreamException> {

    @Override
    public void number(Part.Num num) throws StreamException {
      takeNumber(num);
    }

    @Override
    public void uleb(Part.Uleb uleb) throws StreamException {
      takeUleb(uleb);
    }

    @Override
    public void raw(Part.Raw raw) throws StreamException {
      takeBytes(raw);
    }

    @Override
    public void searched(Part.Searched searched) throws StreamException {
      takeSearched(searched);
    }

    @Override
    public void use(Part.Use use) throws StreamException {
      take(grammar.of(use.structure()));
    }

    @Override
    public void when(Part.When when) throws StreamException {
      take(value(when.condition()) != 0 ? when.then() : when.otherwise());
    }

    @Override
    public void choose(Part.Choose choose) throws StreamException {
      takeCase(choose);
    }

    @Override
    public void repeat(Part.Repeat repeat) throws StreamException {
      takeRepeated(repeat);
    }

    @Override
    public void let(Part.Let let) {
      values.put(let.variable(), value(let.value()));
    }

    @Override
    public void remember(Part.Remember remember) {
      tables
          .computeIfAbsent(remember.table(), name -> new HashMap<>())
          .put(value(remember.key()), value(remember.value()));
    }

    @Override
    public void demand(Part.Demand demand) throws StreamException {
      hold(List.of(demand.rule()), at, "what stands here");
    }
  }

  private void takeNumber(Part.Num num) throws StreamException {
    int from = at;
    if (bound - at < num.width()) {
      cut(num.name(), num.show(), num.width(), num.clause());
    }
    boolean little = num.order() == Part.Order.WRITER && value(LITTLE) != 0;
    long value = number(at, num.width());
    if (little) {
      value = Long.reverseBytes(value) >>> Long.SIZE - num.width() * Byte.SIZE;
    }
    at += num.width();
    values.put(num.name(), value);
    give(num.name(), num.show(), from, num.width(), false, value, num.clause());
    hold(num.rules(), from, num.name());
  }

  private long number(int from, int width) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << Byte.SIZE | bytes.get(from + i) & 0xff;
    }
    return value;
  }

  private void takeUleb(Part.Uleb uleb) throws StreamException {
    int from = at;
    long value = 0;
    int length = 0;
    boolean more = true;
    while (more) {
      if (length == uleb.maxBytes() || at == bound) {
        at = from;
        throw new MalformedStreamException(
            uleb.clause(), from, "no " + uleb.name() + " of at most " + uleb.maxBytes() + " bytes");
      }
      int next = bytes.get(at++);
      value |= (long) (next & 0x7f) << 7 * length++;
      more = next < 0;
    }
    values.put(uleb.name(), value);
    give(uleb.name(), Part.Show.NUMBER, from, length, false, value, uleb.clause());
    hold(uleb.rules(), from, uleb.name());
  }

  private void takeBytes(Part.Raw raw) throws StreamException {
    long length = value(raw.length());
    int there = length < 0 || length > bound - at ? bound - at : (int) length;
    if (raw.show() == Part.Show.TEXT) {
      byte[] text = new byte[there];
      bytes.get(at, text);
      texts.put(raw.name(), new String(text, StandardCharsets.ISO_8859_1));
    }
    if (raw.inside() != null && !closed.contains(raw.inside().structure())) {
      takeInside(raw, there);
      if (there != length) {
        throw truncated(raw.name());
      }
      return;
    }
    if (there != length) {
      cut(raw.name(), raw.show(), length, raw.clause());
    }
    if (there > 0) {
      at += there;
      give(raw.name(), raw.show(), at - there, there, false, length, raw.clause());
    }
  }

  private void takeInside(Part.Raw raw, int there) throws StreamException {
    int outerBound = bound;
    Structure outer = unit;
    int outerAt = unitAt;
    bound = at + there;
    try {
      take(grammar.of(raw.inside().structure()));
      if (at < bound && rules == Rules.HELD && !raw.inside().free()) {
        throw new MalformedStreamException(
            raw.clause(), at, bound - at + " bytes are left of the " + raw.name());
      }
    } catch (StreamException e) {
      if (!raw.inside().free()) {
        throw e;
      }
    }
    unit = outer;
    unitAt = outerAt;
    int left = bound - at;
    bound = outerBound;
    if (left > 0) {
      at += left;
      give(raw.name(), raw.show(), at - left, left, false, left, raw.clause());
    }
  }

  private void takeCase(Part.Choose choose) throws StreamException {
    long on = value(choose.on());
    List<Part> parts = choose.cases().get(on);
    if (parts == null) {
      throw new MalformedStreamException(
          choose.otherwise(), at, "nothing is defined for 0x" + Long.toHexString(on));
    }
    take(parts);
  }

  private void takeRepeated(Part.Repeat repeat) throws StreamException {
    while (value(repeat.whilst()) != 0) {
      int from = at;
      take(repeat.parts());
      if (at == from) {
        throw new AssertionError("a repetition that takes no bytes: " + repeat);
      }
    }
  }

  private void takeSearched(Part.Searched searched) throws StreamException {
    long id = values.getOrDefault(SECTION_ID, 0L);
    long length = extents.length(at, (int) id);
    if (length < 0 || length > bound - at) {
      throw new MalformedStreamException(
          searched.clause(), at, "where the " + searched.name() + " ends is not known");
    }
    if (length > 0) {
      at += (int) length;
      give(
          searched.name(),
          Part.Show.BYTES,
          at - (int) length,
          (int) length,
          false,
          length,
          searched.clause());
    }
  }

  private void cut(String name, Part.Show show, long length, Clause clause) throws StreamException {
    int there = bound - at;
    if (there > 0) {
      give(name, show, at, there, true, length, clause);
    }
    throw truncated(name);
  }

  private TruncatedStreamException truncated(String name) {
    return new TruncatedStreamException(
        Clause.ELEMENT_COMPLETE, at, "the bytes end in the " + name);
  }

  private void give(
      String name, Part.Show show, int offset, int length, boolean cut, long value, Clause clause) {
    if (!sink.test(new Span(unit, unitAt, name, show, offset, length, cut, value, clause))) {
      throw new Stop();
    }
  }

  private void hold(List<Part.Rule> demands, int from, String name) throws StreamException {
    if (rules == Rules.PASSED_OVER) {
      return;
    }
    for (Part.Rule rule : demands) {
      if (value(rule.holds()) == 0) {
        throw new MalformedStreamException(
            rule.clause(), from, "the clause does not allow " + name);
      }
    }
  }

  private long value(Expr expr) {
    return expr.accept(value);
  }

  /** Computes each kind of number. */
  private final class Value implements ExprVisitor<Long> {

    @Override
    public Long literal(Expr.Literal literal) {
      return literal.value();
    }

    @Override
    public Long ref(Expr.Ref ref) {
      return values.getOrDefault(ref.name(), 0L);
    }

    @Override
    public Long lookup(Expr.Lookup lookup) {
      return tables.getOrDefault(lookup.table(), Map.of()).getOrDefault(value(lookup.key()), -1L);
    }

    @Override
    public Long peek(Expr.Peek peek) {
      boolean there = bound - at >= peek.at() + peek.width();
      return there ? number(at + peek.at(), peek.width()) : -1;
    }

    @Override
    public Long available(Expr.Available available) {
      return (long) bound - at;
    }

    @Override
    public Long position(Expr.Position position) {
      return (long) at;
    }

    @Override
    public Long textIs(Expr.TextIs is) {
      String text = texts.getOrDefault(is.field(), "");
      return (is.atEnd() ? text.endsWith(is.text()) : text.equals(is.text())) ? 1L : 0L;
    }

    @Override
    public Long textHas(Expr.TextHas has) {
      String text = texts.getOrDefault(has.field(), "");
      return text.chars().anyMatch(c -> c >= has.from() && c <= has.to()) ? 1L : 0L;
    }

    @Override
    public Long binary(Expr.Binary binary) {
      return joined(binary);
    }
  }

  private long joined(Expr.Binary binary) {
    long left = value(binary.left());
    if (binary.op() == Expr.Op.AND && left == 0) {
      return 0;
    }
    if (binary.op() == Expr.Op.OR && left != 0) {
      return 1;
    }
    long right = value(binary.right());
    return switch (binary.op()) {
      case ADD -> left + right;
      case SUB -> left - right;
      case MUL -> left * right;
      case DIVIDE -> right == 0 ? 0 : Long.divideUnsigned(left, right);
      case BIT_AND -> left & right;
      case SHIFT_LEFT -> left << right;
      case SHIFT_RIGHT -> left >>> right;
      case EQUAL -> left == right ? 1 : 0;
      case LESS -> left < right ? 1 : 0;
      case AND, OR -> right != 0 ? 1 : 0;
    };
  }
}
