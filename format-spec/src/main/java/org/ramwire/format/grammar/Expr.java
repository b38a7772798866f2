package org.ramwire.format.grammar;

import java.util.Objects;

/**
 * A number that a layout computes: from fields that were read before, and from bytes ahead.
 *
 * <p>Numbers are signed and have 64 bits. A condition is a number; 0 is false. Immutable.
 */
public sealed interface Expr {

  /**
   * Shows this number to a visitor, as the kind that it is.
   *
   * @param visitor handles every kind
   * @param <R> what the visitor gives
   * @return what the visitor gives
   */
  <R> R accept(ExprVisitor<R> visitor);

  /**
   * A constant.
   *
   * @param value the number
   */
  record Literal(long value) implements Expr {
    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.literal(this);
    }
  }

  /**
   * The last value that a field or a variable of that name had; 0 if it had none.
   *
   * @param name the field's or the variable's
   */
  record Ref(String name) implements Expr {
    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.ref(this);
    }
  }

  /**
   * What a table remembers under a key; -1 if nothing.
   *
   * @param table the table's name
   * @param key the key
   */
  record Lookup(String table, Expr key) implements Expr {
    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.lookup(this);
    }
  }

  /**
   * A big-endian number ahead of the reader's position, which stays there; -1 if the bounds end
   * before it does.
   *
   * @param at bytes from the position
   * @param width 1, 2, 4 or 8 bytes
   */
  record Peek(int at, int width) implements Expr {
    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.peek(this);
    }
  }

  /** How many bytes are left up to the end of the innermost bounds. */
  record Available() implements Expr {
    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.available(this);
    }
  }

  /** Where the reader is, in bytes from the stream's first, whatever wraps the stream. */
  record Position() implements Expr {
    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.position(this);
    }
  }

  /**
   * Whether a text field's last value is a text, compared as bytes.
   *
   * @param field the field's name
   * @param text printable ASCII
   * @param atEnd true if the value only has to end with the text
   */
  record TextIs(String field, String text, boolean atEnd) implements Expr {
    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.textIs(this);
    }
  }

  /**
   * Whether a text field's last value holds a byte in a range.
   *
   * @param field the field's name
   * @param from the lowest, 0 to 255
   * @param to the highest, 0 to 255
   */
  record TextHas(String field, int from, int to) implements Expr {
    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.textHas(this);
    }
  }

  /**
   * Two numbers joined.
   *
   * @param op how
   * @param left the first; alone evaluated if it decides
   * @param right the second
   */
  record Binary(Op op, Expr left, Expr right) implements Expr {
    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.binary(this);
    }
  }

  /** How two numbers are joined. */
  enum Op {
    /** Sum, modulo 2^64. */
    ADD,
    /** Difference, modulo 2^64. */
    SUB,
    /** Product, modulo 2^64. */
    MUL,
    /** Quotient of unsigned numbers, rounded down; 0 if the second is 0. */
    DIVIDE,
    /** Bits in both. */
    BIT_AND,
    /** Bits of the first, moved up. */
    SHIFT_LEFT,
    /** Bits of the first, moved down, zeroes from above. */
    SHIFT_RIGHT,
    /** Equal: 1 or 0. */
    EQUAL,
    /** Less: 1 or 0. */
    LESS,
    /** Both are not 0; the second is evaluated if the first is not. */
    AND,
    /** One at least is not 0; the second is evaluated if the first is. */
    OR
  }

  /**
   * Makes a constant.
   *
   * @param value the number
   * @return the constant
   */
  static Expr of(long value) {
    return new Literal(value);
  }

  /**
   * Refers to a field or a variable.
   *
   * @param name its name
   * @return the reference
   */
  static Expr ref(String name) {
    return new Ref(Objects.requireNonNull(name));
  }

  /**
   * Looks at a number ahead.
   *
   * @param at bytes from the position
   * @param width 1, 2, 4 or 8 bytes
   * @return the number
   */
  static Expr peek(int at, int width) {
    return new Peek(at, width);
  }

  /**
   * Counts the bytes that are left.
   *
   * @return the count
   */
  static Expr available() {
    return new Available();
  }

  /**
   * Adds.
   *
   * @param other the second number
   * @return the sum
   */
  default Expr plus(Expr other) {
    return new Binary(Op.ADD, this, other);
  }

  /**
   * Subtracts.
   *
   * @param other the second number
   * @return the difference
   */
  default Expr minus(Expr other) {
    return new Binary(Op.SUB, this, other);
  }

  /**
   * Multiplies.
   *
   * @param factor the second number
   * @return the product
   */
  default Expr times(long factor) {
    return new Binary(Op.MUL, this, of(factor));
  }

  /**
   * Tells the place.
   *
   * @return where the reader is
   */
  static Expr position() {
    return new Position();
  }

  /**
   * Divides.
   *
   * @param divisor the second number
   * @return the quotient, rounded down
   */
  default Expr dividedBy(Expr divisor) {
    return new Binary(Op.DIVIDE, this, divisor);
  }

  /**
   * Keeps the bits that both have.
   *
   * @param other the second number
   * @return the common bits
   */
  default Expr bits(Expr other) {
    return new Binary(Op.BIT_AND, this, other);
  }

  /**
   * Keeps some bits.
   *
   * @param mask those
   * @return the number without the others
   */
  default Expr bits(long mask) {
    return bits(of(mask));
  }

  /**
   * Drops the lowest bits.
   *
   * @param count how many
   * @return the rest, moved down
   */
  default Expr shiftedRight(int count) {
    return new Binary(Op.SHIFT_RIGHT, this, of(count));
  }

  /**
   * Compares.
   *
   * @param other the second number
   * @return whether both are equal
   */
  default Expr is(Expr other) {
    return new Binary(Op.EQUAL, this, other);
  }

  /**
   * Compares.
   *
   * @param value the second number
   * @return whether both are equal
   */
  default Expr is(long value) {
    return is(of(value));
  }

  /**
   * Compares.
   *
   * @param other the second number
   * @return whether the first is less
   */
  default Expr less(Expr other) {
    return new Binary(Op.LESS, this, other);
  }

  /**
   * Compares.
   *
   * @param other the second number
   * @return whether the first is at most the second
   */
  default Expr atMost(Expr other) {
    return other.less(this).not();
  }

  /**
   * Compares.
   *
   * @param from the lowest
   * @param to the highest
   * @return whether this is one of them or between
   */
  default Expr in(long from, long to) {
    return of(from).atMost(this).and(atMost(of(to)));
  }

  /**
   * Negates a condition.
   *
   * @return whether this is 0
   */
  default Expr not() {
    return is(0);
  }

  /**
   * Joins two conditions.
   *
   * @param other the second, evaluated if this holds
   * @return whether both hold
   */
  default Expr and(Expr other) {
    return new Binary(Op.AND, this, other);
  }

  /**
   * Joins two conditions.
   *
   * @param other the second, evaluated if this does not hold
   * @return whether one holds
   */
  default Expr or(Expr other) {
    return new Binary(Op.OR, this, other);
  }
}
