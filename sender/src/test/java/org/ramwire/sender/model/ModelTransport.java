package org.ramwire.sender.model;

/** A transport beside the modelled stream, which is offered every page. */
interface ModelTransport {

  /** What became of a page that was offered. */
  enum Verdict {
    /** The page is the stream's. */
    REFUSED,
    /** The page has gone. */
    TAKEN,
    /** The page will go. */
    DELAYED
  }

  /** An answer, with the bytes that have moved for it. */
  record Answer(Verdict verdict, long bytes) {
    static final Answer REFUSED = new Answer(Verdict.REFUSED, 0);
  }

  /** The three kinds of payload. */
  enum Payload {
    START,
    PART,
    END
  }

  void before(Payload payload, SeedModel model);

  void after(Payload payload, SeedModel model);

  Answer offer(ModelBlock block, long offset);
}
