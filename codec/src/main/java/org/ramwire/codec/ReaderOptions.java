package org.ramwire.codec;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;

/**
 * How a stream is read.
 *
 * @param pageSize the page size to go by unless the configuration announces another
 * @param strictness by the clauses, or like the seed's build
 * @param limits what is taken at most
 * @param destination the receiver's own blocks, or null to take the blocks from the stream's list
 * @param guess whether to read on where a section may end at two places, from the first (CON-067)
 */
public record ReaderOptions(
    PageSize pageSize,
    Strictness strictness,
    Limits limits,
    @Nullable BlockList destination,
    boolean guess) {

  /** 4096-byte pages, strict, default limits, blocks from the stream. */
  public static final ReaderOptions DEFAULT =
      new ReaderOptions(PageSize.X86, Strictness.STRICT, Limits.DEFAULT, null);

  /**
   * Checks that all but the destination are there.
   *
   * @param pageSize the page size to go by
   * @param strictness by the clauses, or like the seed build
   * @param limits what is taken at most
   * @param destination the own blocks of the receiver, or null
   * @param guess whether to read on from the first of two possible ends
   */
  public ReaderOptions {
    Objects.requireNonNull(pageSize, "pageSize");
    Objects.requireNonNull(strictness, "strictness");
    Objects.requireNonNull(limits, "limits");
  }

  /**
   * Takes all but the last: guesses nothing.
   *
   * @param pageSize the page size to go by
   * @param strictness by the clauses, or like the seed build
   * @param limits what is taken at most
   * @param destination the own blocks of the receiver, or null
   */
  public ReaderOptions(
      PageSize pageSize, Strictness strictness, Limits limits, @Nullable BlockList destination) {
    this(pageSize, strictness, limits, destination, false);
  }

  /**
   * Changes the page size.
   *
   * @param size the page size
   * @return options that differ in that
   */
  public ReaderOptions withPageSize(PageSize size) {
    return new ReaderOptions(size, strictness, limits, destination, guess);
  }

  /**
   * Changes the strictness.
   *
   * @param mode strict, or like the seed's build
   * @return options that differ in that
   */
  public ReaderOptions withStrictness(Strictness mode) {
    return new ReaderOptions(pageSize, mode, limits, destination, guess);
  }

  /**
   * Changes the limits.
   *
   * @param most what is taken at most
   * @return options that differ in that
   */
  public ReaderOptions withLimits(Limits most) {
    return new ReaderOptions(pageSize, strictness, most, destination, guess);
  }

  /**
   * Changes the receiver's blocks.
   *
   * @param blocks the receiver's own blocks, or null
   * @return options that differ in that
   */
  public ReaderOptions withDestination(@Nullable BlockList blocks) {
    return new ReaderOptions(pageSize, strictness, limits, blocks, guess);
  }

  /**
   * Changes whether to guess.
   *
   * @param first true to read on from the first of two possible ends of a section
   * @return options that differ in that
   */
  public ReaderOptions withGuess(boolean first) {
    return new ReaderOptions(pageSize, strictness, limits, destination, first);
  }
}
