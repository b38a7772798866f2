package org.ramwire.compression;

/** What the seed's build does with payloads where it departs from a clause: {@code leniency.md}. */
final class SeedBuildPayloadRules extends PayloadRules {

  static final PayloadRules RULES = new SeedBuildPayloadRules();

  private SeedBuildPayloadRules() {}

  /** LEN-012, LEN-013, LEN-014, LEN-016, LEN-017: what does not come out stays in the page. */
  @Override
  public boolean buildsOnPage() {
    return true;
  }

  /** LEN-012 to LEN-019: nothing that zlib says of a payload counts. */
  @Override
  public void inflate(PageInflater inflater, byte[] payload, int from, int length, byte[] page) {
    inflater.inflatePrefix(payload, from, length, page, 0);
  }
}
