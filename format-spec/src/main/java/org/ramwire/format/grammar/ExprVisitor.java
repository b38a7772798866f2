package org.ramwire.format.grammar;

/**
 * Handles each kind of number. A new kind is a new method, so the compiler finds every reader and
 * generator that has to learn of it.
 *
 * @param <R> what the methods give
 */
public interface ExprVisitor<R> {

  /**
   * Takes a constant.
   *
   * @param expr the number
   * @return what the visitor makes of it
   */
  R literal(Expr.Literal expr);

  /**
   * Takes a field's or a variable's value.
   *
   * @param expr the number
   * @return what the visitor makes of it
   */
  R ref(Expr.Ref expr);

  /**
   * Takes what a table remembers.
   *
   * @param expr the number
   * @return what the visitor makes of it
   */
  R lookup(Expr.Lookup expr);

  /**
   * Takes a number ahead.
   *
   * @param expr the number
   * @return what the visitor makes of it
   */
  R peek(Expr.Peek expr);

  /**
   * Takes how many bytes are left.
   *
   * @param expr the number
   * @return what the visitor makes of it
   */
  R available(Expr.Available expr);

  /**
   * Takes the reader's place.
   *
   * @param expr the number
   * @return what the visitor makes of it
   */
  R position(Expr.Position expr);

  /**
   * Takes whether a text is another.
   *
   * @param expr the number
   * @return what the visitor makes of it
   */
  R textIs(Expr.TextIs expr);

  /**
   * Takes whether a text holds a byte in a range.
   *
   * @param expr the number
   * @return what the visitor makes of it
   */
  R textHas(Expr.TextHas expr);

  /**
   * Takes two numbers joined.
   *
   * @param expr the number
   * @return what the visitor makes of it
   */
  R binary(Expr.Binary expr);
}
