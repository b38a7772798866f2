package org.ramwire.sender;

import java.io.IOException;
import org.ramwire.sender.memory.GuestBlock;
import org.ramwire.sender.memory.PageView;

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

  /** The most bytes that {@link #delayed} takes. */
  long MOST_DELAYED_BYTES = 1L << 40;

  /**
   * Returns what {@link #savePage} returns if the page is the transport's, has not gone yet, and
   * has cost some bytes already, as each page does with RDMA. They count as transferred; the page
   * and the bandwidth are counted when {@link HookStream#pagesMoved} says so.
   *
   * @param bytes how many, 0 to {@link #MOST_DELAYED_BYTES}
   * @return a number that says so
   * @throws IllegalArgumentException if there are more bytes, or fewer than 0
   */
  static long delayed(long bytes) {
    if (bytes < 0 || bytes > MOST_DELAYED_BYTES) {
      throw new IllegalArgumentException("0 to " + MOST_DELAYED_BYTES + " bytes, not " + bytes);
    }
    return bytes == 0 ? DELAYED : Long.MIN_VALUE + bytes;
  }

  /**
   * Returns the bytes of a page that is delayed.
   *
   * @param saved what {@link #savePage} has returned, less than 0 and not {@link #UNSUPPORTED}
   * @return how many
   * @throws IllegalStateException if it means nothing
   */
  static long delayedBytes(long saved) {
    if (saved == DELAYED) {
      return 0;
    }
    if (saved > Long.MIN_VALUE + MOST_DELAYED_BYTES || saved == Long.MIN_VALUE) {
      throw new IllegalStateException("a hook has sent a page in " + saved + " bytes");
    }
    return saved - Long.MIN_VALUE;
  }

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
   * Called before a payload's first page; in SETUP after the block list.
   *
   * @param stage which payload
   * @param stream the stream, where a hook may leave a record
   * @throws IOException if the transport fails
   */
  default void beforeIterate(Stage stage, HookStream stream) throws IOException {}

  /**
   * Called after a payload's last page, before EOS.
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
   *     #UNSUPPORTED}, {@link #DELAYED} or {@link #delayed}. Whatever the bytes, a page that the
   *     transport has taken does not go by the stream too (ERR-060)
   * @throws IOException if the transport fails
   */
  long savePage(GuestBlock block, long pageOffset, PageView page) throws IOException;
}
