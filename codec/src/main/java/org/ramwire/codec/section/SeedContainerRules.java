package org.ramwire.codec.section;

import org.ramwire.codec.element.SectionHeader;
import org.ramwire.format.PageSize;
import org.ramwire.format.StreamException;

/**
 * What the seed's build does with the container where it departs from a clause: {@code
 * leniency.md}.
 */
final class SeedContainerRules extends ContainerRules {

  static final ContainerRules RULES = new SeedContainerRules();

  private SeedContainerRules() {}

  /** LEN-020: a second END. */
  @Override
  void checkEnded(long at, SectionHeader start) {}

  /** LEN-021: a description that is cut, or anything else than a JSON object: it is passed over. */
  @Override
  void checkDescription(StreamException fault) {}

  /** LEN-021: what is passed over has no page size to agree with. */
  @Override
  void checkDescribedPageSize(long at, long stated, PageSize inForce) {}
}
