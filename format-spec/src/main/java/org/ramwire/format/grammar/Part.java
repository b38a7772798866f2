package org.ramwire.format.grammar;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ramwire.format.Clause;

/**
 * A part of a structure: a field, or parts under a condition, repeated or bounded. Immutable.
 *
 * <p>Parts stand in the order of the wire. Those that take no bytes set variables or state rules.
 */
public sealed interface Part {

  /**
   * Shows this part to a visitor, as the kind that it is.
   *
   * @param visitor handles every kind
   * @param <E> what the visitor may throw
   * @throws E if the visitor does
   */
  <E extends Exception> void accept(PartVisitor<E> visitor) throws E;

  /** The order of a number's bytes. */
  enum Order {
    /** The highest byte first: all but libvirt's header. */
    BIG,
    /** The lowest byte first if the variable {@link LayoutReader#LITTLE_ENDIAN} is not 0. */
    WRITER
  }

  /** What a field is for people and for a generated dissector. */
  enum Show {
    /** A number. */
    NUMBER,
    /** An address or a length that is read in hexadecimal. */
    HEX,
    /** The word of a RAM record: address and flags. */
    RECORD,
    /** A command's number. */
    COMMAND,
    /** How many bytes follow. */
    LENGTH,
    /** Bytes. */
    BYTES,
    /** A text, most often a name. */
    TEXT,
    /** A page's content, as it is or compressed. */
    PAGE,
    /** A JSON document. */
    JSON
  }

  /**
   * A condition that a stream has to meet.
   *
   * @param holds what has to be true
   * @param clause the clause that asks for it
   */
  record Rule(Expr holds, Clause clause) {}

  /**
   * An unsigned number of fixed width.
   *
   * @param name unique in its structure
   * @param width 1, 2, 4 or 8 bytes
   * @param order of its bytes
   * @param show what it is
   * @param clause that defines it
   * @param rules that its value has to meet, in order; its own name refers to it
   */
  record Num(String name, int width, Order order, Show show, Clause clause, List<Rule> rules)
      implements Part {
    @Override
    public <E extends Exception> void accept(PartVisitor<E> visitor) throws E {
      visitor.number(this);
    }

    /**
     * Adds a rule.
     *
     * @param holds what has to be true
     * @param by the clause that asks for it
     * @return the same field with the rule
     */
    public Num rule(Expr holds, Clause by) {
      return new Num(
          name,
          width,
          order,
          show,
          clause,
          Stream.concat(rules.stream(), Stream.of(new Rule(holds, by))).toList());
    }

    /**
     * Adds the rule that the value is a constant.
     *
     * @param value the constant
     * @return the same field with the rule
     */
    public Num is(long value) {
      return rule(Expr.ref(name).is(value), clause);
    }

    /**
     * Says what the number is.
     *
     * @param what the kind
     * @return the same field as that
     */
    public Num as(Show what) {
      return new Num(name, width, order, what, clause, rules);
    }
  }

  /**
   * An unsigned LEB128 number: seven bits a byte, the lowest first, bit 7 set if more follow.
   *
   * @param name unique in its structure
   * @param maxBytes the most bytes that it may take, 1 to 9
   * @param clause that defines it
   * @param rules that its value has to meet, in order
   */
  record Uleb(String name, int maxBytes, Clause clause, List<Rule> rules) implements Part {
    @Override
    public <E extends Exception> void accept(PartVisitor<E> visitor) throws E {
      visitor.uleb(this);
    }
  }

  /**
   * Bytes whose count is computed.
   *
   * @param name unique in its structure
   * @param length how many; unsigned
   * @param show what they are
   * @param inside what they hold, or null: nothing, or nothing that this page defines
   * @param clause that defines them
   */
  record Raw(String name, Expr length, Show show, @Nullable Inside inside, Clause clause)
      implements Part {
    @Override
    public <E extends Exception> void accept(PartVisitor<E> visitor) throws E {
      visitor.raw(this);
    }
  }

  /**
   * What bytes of a known length hold.
   *
   * @param structure its name
   * @param free whether a reader may take bytes that do not follow the structure (CON-033)
   */
  record Inside(String structure, boolean free) {}

  /**
   * Bytes whose end no grammar tells: a device's state. A {@link Extents} finds it.
   *
   * @param name unique in its structure
   * @param clause that says how the end is found
   */
  record Searched(String name, Clause clause) implements Part {
    @Override
    public <E extends Exception> void accept(PartVisitor<E> visitor) throws E {
      visitor.searched(this);
    }
  }

  /**
   * Another structure.
   *
   * @param structure its name
   */
  record Use(String structure) implements Part {
    @Override
    public <E extends Exception> void accept(PartVisitor<E> visitor) throws E {
      visitor.use(this);
    }
  }

  /**
   * Parts under a condition.
   *
   * @param condition decides
   * @param then if it is not 0
   * @param otherwise if it is 0
   */
  record When(Expr condition, List<Part> then, List<Part> otherwise) implements Part {
    @Override
    public <E extends Exception> void accept(PartVisitor<E> visitor) throws E {
      visitor.when(this);
    }
  }

  /**
   * Parts by a number.
   *
   * @param on the number
   * @param cases what follows, by number
   * @param otherwise the clause that refuses other numbers
   */
  record Choose(Expr on, Map<Long, List<Part>> cases, Clause otherwise) implements Part {
    @Override
    public <E extends Exception> void accept(PartVisitor<E> visitor) throws E {
      visitor.choose(this);
    }
  }

  /**
   * Parts again and again, none or more times.
   *
   * @param whilst looked at before each time
   * @param parts what is repeated; takes at least one byte each time
   */
  record Repeat(Expr whilst, List<Part> parts) implements Part {
    @Override
    public <E extends Exception> void accept(PartVisitor<E> visitor) throws E {
      visitor.repeat(this);
    }
  }

  /**
   * A variable set; takes no bytes.
   *
   * @param variable its name
   * @param value what it becomes
   */
  record Let(String variable, Expr value) implements Part {
    @Override
    public <E extends Exception> void accept(PartVisitor<E> visitor) throws E {
      visitor.let(this);
    }
  }

  /**
   * A value kept in a table; takes no bytes.
   *
   * @param table the table's name
   * @param key under which it is kept
   * @param value what is kept
   */
  record Remember(String table, Expr key, Expr value) implements Part {
    @Override
    public <E extends Exception> void accept(PartVisitor<E> visitor) throws E {
      visitor.remember(this);
    }
  }

  /**
   * A rule that is no single field's; takes no bytes. Its offset is the reader's position.
   *
   * @param rule what has to be true here
   */
  record Demand(Rule rule) implements Part {
    @Override
    public <E extends Exception> void accept(PartVisitor<E> visitor) throws E {
      visitor.demand(this);
    }
  }

  /**
   * Makes a one-byte number.
   *
   * @param name the field's
   * @param clause that defines it
   * @return the field
   */
  static Num u8(String name, Clause clause) {
    return new Num(name, 1, Order.BIG, Show.NUMBER, clause, List.of());
  }

  /**
   * Makes a big-endian number of 2 bytes.
   *
   * @param name the field's
   * @param clause that defines it
   * @return the field
   */
  static Num be16(String name, Clause clause) {
    return new Num(name, Short.BYTES, Order.BIG, Show.NUMBER, clause, List.of());
  }

  /**
   * Makes a big-endian number of 4 bytes.
   *
   * @param name the field's
   * @param clause that defines it
   * @return the field
   */
  static Num be32(String name, Clause clause) {
    return new Num(name, Integer.BYTES, Order.BIG, Show.NUMBER, clause, List.of());
  }

  /**
   * Makes a big-endian number of 8 bytes.
   *
   * @param name the field's
   * @param clause that defines it
   * @return the field
   */
  static Num be64(String name, Clause clause) {
    return new Num(name, Long.BYTES, Order.BIG, Show.NUMBER, clause, List.of());
  }

  /**
   * Makes bytes.
   *
   * @param name the field's
   * @param length how many
   * @param show what they are
   * @param clause that defines them
   * @return the field
   */
  static Raw raw(String name, Expr length, Show show, Clause clause) {
    return new Raw(name, length, show, null, clause);
  }

  /**
   * Makes a length byte and a text of that length.
   *
   * @param name the text's
   * @param clause that defines both
   * @return the parts
   */
  static When name(String name, Clause clause) {
    Num length = u8("length of the " + name, clause).as(Show.LENGTH);
    return all(length, raw(name, Expr.ref(length.name()), Show.TEXT, clause));
  }

  /**
   * Puts parts under a condition.
   *
   * @param condition decides
   * @param parts if it is not 0
   * @return the parts
   */
  static When when(Expr condition, Part... parts) {
    return new When(condition, List.of(parts), List.of());
  }

  /**
   * Joins parts to one.
   *
   * @param parts one after the other
   * @return the parts
   */
  static When all(Part... parts) {
    return when(Expr.of(1), parts);
  }

  /**
   * Repeats parts.
   *
   * @param whilst looked at before each time
   * @param parts what is repeated
   * @return the parts
   */
  static Repeat repeat(Expr whilst, Part... parts) {
    return new Repeat(whilst, Arrays.asList(parts));
  }

  /**
   * States a rule of several fields.
   *
   * @param holds what has to be true
   * @param clause the clause that asks for it
   * @return the rule as a part
   */
  static Demand demand(Expr holds, Clause clause) {
    return new Demand(new Rule(holds, clause));
  }
}
