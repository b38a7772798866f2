package org.ramwire.format;

import org.jspecify.annotations.Nullable;

/** The commands of the migration container (CON-030), with the lengths of their data (CON-031). */
public enum MigrationCommand {
  /** Asks for the return path. */
  OPEN_RETURN_PATH(1, 0, 0),
  /** Asks for a PONG with the be32 that it carries. */
  PING(2, 4, 4),
  /** Announces that postcopy may follow; empty, or page-size summary and target page size. */
  POSTCOPY_ADVISE(3, 0, 16),
  /** Starts the postcopy listener. */
  POSTCOPY_LISTEN(4, 0, 0),
  /** Starts the guest at the destination. */
  POSTCOPY_RUN(5, 0, 0),
  /** Lists pages to be dropped because they are sent again. */
  POSTCOPY_RAM_DISCARD(6, 20, 65535),
  /** Announces be32 n bytes of nested sections. */
  PACKAGED(7, 4, 4),
  /** Turns COLO on; 3.1 to 10.2. */
  ENABLE_COLO(8, 0, 0),
  /** Resumes a broken postcopy; since 3.1. */
  POSTCOPY_RESUME(9, 0, 0),
  /** Asks for a block's received bitmap: length-prefixed name; since 3.1. */
  RECV_BITMAP(10, 2, 256),
  /** Marks the point at which the source has stopped; since 10.0. */
  SWITCHOVER_START(11, 0, 0);

  /** The highest number that a command has. */
  public static final int LAST = values().length;

  private final int code;
  private final int minLength;
  private final int maxLength;

  MigrationCommand(int code, int minLength, int maxLength) {
    this.code = code;
    this.minLength = minLength;
    this.maxLength = maxLength;
  }

  /**
   * Returns the be16 that stands for the command on the wire.
   *
   * @return a number from 1
   */
  public int code() {
    return code;
  }

  /**
   * Returns the least length of the command's data.
   *
   * @return bytes
   */
  public int minLength() {
    return minLength;
  }

  /**
   * Returns the greatest length of the command's data; {@link #takes} may refuse one between.
   *
   * @return bytes
   */
  public int maxLength() {
    return maxLength;
  }

  /**
   * Tells whether the command's data may have a length (CON-031).
   *
   * @param length bytes
   * @return true if it may
   */
  public boolean takes(int length) {
    return this == POSTCOPY_ADVISE
        ? length == minLength || length == maxLength
        : length >= minLength && length <= maxLength;
  }

  /**
   * Finds a command by its number.
   *
   * @param code the be16 on the wire
   * @return the command, or null if the number is none's
   */
  public static @Nullable MigrationCommand byCode(int code) {
    return code >= 1 && code <= LAST ? values()[code - 1] : null;
  }
}
