package org.ramwire.compression;

import org.ramwire.format.Strictness;

/**
 * The clauses on COMPRESS_PAGE payloads that a build of QEMU does not keep: here as the
 * specification has them. Immutable.
 *
 * <p>What the seed's build does otherwise stands in {@code SeedBuildPayloadRules} and nowhere else.
 */
public sealed class PayloadRules permits SeedBuildPayloadRules {

  private static final PayloadRules CLAUSES = new PayloadRules();

  PayloadRules() {}

  /**
   * Returns the rules of a way to read.
   *
   * @param strictness by the clauses, or like the seed's build
   * @return its rules
   */
  public static PayloadRules of(Strictness strictness) {
    return switch (strictness) {
      case STRICT -> CLAUSES;
      case SEED_BUILD -> SeedBuildPayloadRules.RULES;
    };
  }

  /**
   * Tells whether what a payload does not bring stays as it was in the page.
   *
   * @return true if the page's content so far has to be there before {@link #inflate}
   */
  public boolean buildsOnPage() {
    return false;
  }

  /**
   * Inflates a payload to a page. After a failure the page's content is undefined.
   *
   * @param inflater inflates it
   * @param payload holds the zlib stream
   * @param from index of its first byte
   * @param length bytes of the payload
   * @param page takes the page from index 0; holds its content so far if {@link #buildsOnPage}
   * @throws PayloadException if the payload breaks a clause and that counts
   */
  // RAM-061 to RAM-063: one whole zlib stream, of one page, and nothing after it.
  public void inflate(PageInflater inflater, byte[] payload, int from, int length, byte[] page)
      throws PayloadException {
    inflater.inflate(payload, from, length, page, 0);
  }
}
