package org.ramwire.conformance.suite.random;

import java.util.List;

/** A record of a planned stream. */
sealed interface Step {

  /** The choices. */
  enum Kind {
    /** A page record. */
    PAGE,
    /** MULTIFD_FLUSH. */
    FLUSH,
    /** A record that has to be refused. */
    BAD
  }

  Kind kind();

  /** Tells whether it is of a block that is still there, and of a page inside it. */
  boolean fits(List<PlannedBlock> blocks);

  /** How a page goes over the wire. */
  enum Form {
    ZERO,
    PAGE,
    XBZRLE,
    COMPRESS
  }

  /**
   * A page record.
   *
   * @param form how the page goes
   * @param block the block's key
   * @param page the page's number
   * @param named whether it names its block although CONTINUE would do
   * @param seed decides the content
   * @param filled whether the content is one byte repeated
   * @param runs the delta of an XBZRLE record
   */
  record OfPage(
      Form form, int block, int page, boolean named, int seed, boolean filled, List<Run> runs)
      implements Step {

    @Override
    public Kind kind() {
      return Kind.PAGE;
    }

    @Override
    public boolean fits(List<PlannedBlock> blocks) {
      return blocks.stream()
          .anyMatch(one -> one.key() == block && one.listed() && page < one.pages());
    }

    OfPage as(Form other) {
      return new OfPage(other, block, page, named, seed, filled, List.of());
    }

    OfPage plain() {
      return new OfPage(form, block, page, named, seed, true, runs);
    }

    OfPage withRuns(List<Run> fewer) {
      return new OfPage(form, block, page, named, seed, filled, fewer);
    }
  }

  /** MULTIFD_FLUSH; left out of a stream that does not bring every page (RAM-091). */
  record Flush() implements Step {

    @Override
    public Kind kind() {
      return Kind.FLUSH;
    }

    @Override
    public boolean fits(List<PlannedBlock> blocks) {
      return true;
    }
  }

  /**
   * A record that has to be refused.
   *
   * @param fault what is wrong with it
   * @param block the block's key
   */
  record Bad(BadRecord fault, int block) implements Step {

    @Override
    public Kind kind() {
      return Kind.BAD;
    }

    @Override
    public boolean fits(List<PlannedBlock> blocks) {
      return blocks.stream().anyMatch(one -> one.key() == block && one.listed());
    }
  }
}
