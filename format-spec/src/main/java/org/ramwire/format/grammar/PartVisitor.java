package org.ramwire.format.grammar;

/**
 * Handles each kind of part. A new kind is a new method, so the compiler finds every reader and
 * generator that has to learn of it.
 *
 * @param <E> what the methods may throw
 */
public interface PartVisitor<E extends Exception> {

  /**
   * Takes a number.
   *
   * @param part the part
   * @throws E if the visitor refuses it
   */
  void number(Part.Num part) throws E;

  /**
   * Takes an unsigned LEB128 number.
   *
   * @param part the part
   * @throws E if the visitor refuses it
   */
  void uleb(Part.Uleb part) throws E;

  /**
   * Takes bytes whose count is computed.
   *
   * @param part the part
   * @throws E if the visitor refuses it
   */
  void raw(Part.Raw part) throws E;

  /**
   * Takes bytes whose end no grammar tells.
   *
   * @param part the part
   * @throws E if the visitor refuses it
   */
  void searched(Part.Searched part) throws E;

  /**
   * Takes another structure.
   *
   * @param part the part
   * @throws E if the visitor refuses it
   */
  void use(Part.Use part) throws E;

  /**
   * Takes parts under a condition.
   *
   * @param part the part
   * @throws E if the visitor refuses it
   */
  void when(Part.When part) throws E;

  /**
   * Takes parts by a number.
   *
   * @param part the part
   * @throws E if the visitor refuses it
   */
  void choose(Part.Choose part) throws E;

  /**
   * Takes parts again and again.
   *
   * @param part the part
   * @throws E if the visitor refuses it
   */
  void repeat(Part.Repeat part) throws E;

  /**
   * Takes a variable set.
   *
   * @param part the part
   * @throws E if the visitor refuses it
   */
  void let(Part.Let part) throws E;

  /**
   * Takes a value kept in a table.
   *
   * @param part the part
   * @throws E if the visitor refuses it
   */
  void remember(Part.Remember part) throws E;

  /**
   * Takes a rule that is no single field's.
   *
   * @param part the part
   * @throws E if the visitor refuses it
   */
  void demand(Part.Demand part) throws E;
}
