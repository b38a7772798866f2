package org.ramwire.sender;

import java.io.IOException;

/**
 * A transport beside the stream that may take pages over, as RDMA does: the extension point of a
 * sender. Every method is called by the sender's thread.
 */
public interface ControlHook {

  /** Returned by {@link #savePage} if the page has to go by the stream. */
  long UNSUPPORTED = -1;

  /**
   * Returned by {@link #savePage} if the page is the transport's but has not gone yet. It is
   * counted when {@link HookStream#pagesMoved} says so.
   */
  long DELAYED = -2;

  /** A hook that leaves every page to the stream. */
  ControlHook NONE =
      new ControlHook() {
        @Override
        public long savePage(GuestBlock block, long pageOffset, PageView page) {
          return UNSUPPORTED;
        }
      };

  /** In which part of a migration a hook is called. */
  enum Stage {
    /** The START payload. */
    SETUP,
    /** A PART payload. */
    ROUND,
    /** The END payload. */
    FINISH
  }

  /**
   * Called before a payload's first page; in SETUP behind the block list.
   *
   * @param stage which payload
   * @param stream the stream, where a hook may leave a record
   * @throws IOException if the transport fails
   */
  default void beforeIterate(Stage stage, HookStream stream) throws IOException {}

  /**
   * Called behind a payload's last page, before EOS.
   *
   * @param stage which payload
   * @param stream the stream, where a hook may leave a record
   * @throws IOException if the transport fails
   */
  default void afterIterate(Stage stage, HookStream stream) throws IOException {}

  /**
   * Offers a page before anything else is done with it.
   *
   * @param block the page's block
   * @param pageOffset where the page starts in it
   * @param page the page, to be shown by {@link GuestBlock#viewPage} if the transport copies it
   * @return the bytes that it took to send the page, 0 if the transport needed none; or {@link
   *     #UNSUPPORTED}, or {@link #DELAYED}
   * @throws IOException if the transport fails
   */
  long savePage(GuestBlock block, long pageOffset, PageView page) throws IOException;
}
