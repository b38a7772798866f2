package org.ramwire.sender.route;

import java.io.IOException;

/** A way for a page to the destination: it takes a page, or leaves it to the next way. */
interface Route {

  /** What a way has made of a page. */
  enum Outcome {
    /** The page is on its way. */
    SENT,
    /** The destination has the page as it is: nothing has gone. */
    UNCHANGED,
    /** The next way is to be tried. */
    LEFT
  }

  /** Tries a page. */
  Outcome send(FoundPage page) throws IOException;
}
