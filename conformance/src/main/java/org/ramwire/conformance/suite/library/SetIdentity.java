package org.ramwire.conformance.suite.library;

/**
 * Which set of cases or streams a verdict rests on.
 *
 * @param name {@code cases} or {@code golden}
 * @param version semantic: the first number rises when a right implementation may fail what it
 *     passed, the second when there is more, the third when only words change
 * @param files how many files the set has
 * @param sha256 the tree hash: SHA-256 over a line {@code <path> <SHA-256 of the file>} for each
 *     file, sorted by path
 * @param released whether the hash is the one that was recorded for the version
 */
public record SetIdentity(String name, String version, int files, String sha256, boolean released) {

  private static final int SHORT_HASH_CHARS = 12;

  /**
   * Names version and hash.
   *
   * @return such as {@code cases 1.0.0 (3f2a…)}; says if the hash is not the version's
   */
  public String text() {
    return name
        + " "
        + version
        + (released ? "" : ", changed")
        + " ("
        + sha256.substring(0, SHORT_HASH_CHARS)
        + ")";
  }
}
