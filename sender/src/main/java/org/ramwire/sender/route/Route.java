package org.ramwire.sender.route;

import java.io.IOException;

/**
 * A way for a page to the destination. Each knows the next, to which it leaves what it does not
 * take.
 */
interface Route {

  /**
   * Sends a page by this way or one after it.
   *
   * @return whether it has gone: one that the destination has as it is does not
   */
  boolean send(FoundPage page) throws IOException;
}
