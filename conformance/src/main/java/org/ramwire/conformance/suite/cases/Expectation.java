package org.ramwire.conformance.suite.cases;

import java.util.List;
import java.util.Objects;
import org.ramwire.format.Clause;

/** What an implementation should make of a case. */
public sealed interface Expectation {

  /** The choices. */
  enum Kind {
    /** Take the stream. */
    ACCEPT,
    /** Refuse it. */
    REJECT,
    /** Take it or refuse it. */
    EITHER,
    /** Write a stream. */
    WRITE
  }

  /**
   * Returns which of the choices this is.
   *
   * @return the kind, for a switch
   */
  Kind kind();

  /**
   * The stream is valid.
   *
   * @param images memory afterwards, one image for each block in order
   */
  record Accept(List<MemoryImage> images) implements Expectation {

    /**
     * Copies the list.
     *
     * @param images memory afterwards
     */
    public Accept {
      images = List.copyOf(images);
    }

    @Override
    public Kind kind() {
      return Kind.ACCEPT;
    }
  }

  /**
   * The stream breaks a clause.
   *
   * @param clauses those that a diagnosis may name, the most telling first
   * @param where the offsets that a diagnosis may name
   */
  record Reject(List<Clause> clauses, OffsetRange where) implements Expectation {

    /**
     * Copies the list.
     *
     * @param clauses those that a diagnosis may name; at least one
     * @param where the offsets that a diagnosis may name
     */
    public Reject {
      clauses = List.copyOf(clauses);
      Objects.requireNonNull(where, "where");
      if (clauses.isEmpty()) {
        throw new IllegalArgumentException("a rejection for no clause");
      }
    }

    @Override
    public Kind kind() {
      return Kind.REJECT;
    }
  }

  /**
   * A clause leaves the choice.
   *
   * @param allowedBy the clause that does
   * @param accept what holds if the stream is taken
   * @param reject what holds if it is refused
   */
  record Either(Clause allowedBy, Accept accept, Reject reject) implements Expectation {

    /**
     * Checks that all is there.
     *
     * @param allowedBy the clause that leaves the choice
     * @param accept what holds if the stream is taken
     * @param reject what holds if it is refused
     */
    public Either {
      Objects.requireNonNull(allowedBy, "allowedBy");
      Objects.requireNonNull(accept, "accept");
      Objects.requireNonNull(reject, "reject");
    }

    @Override
    public Kind kind() {
      return Kind.EITHER;
    }
  }

  /**
   * There is no stream: the implementation writes one.
   *
   * @param task the guest's memory, and what may be written
   */
  record Write(EncoderTask task) implements Expectation {

    /**
     * Checks that there is a task.
     *
     * @param task the guest's memory, and what may be written
     */
    public Write {
      Objects.requireNonNull(task, "task");
    }

    @Override
    public Kind kind() {
      return Kind.WRITE;
    }
  }
}
