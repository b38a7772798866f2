package org.ramwire.codec.section;

import org.ramwire.codec.element.SectionHeader;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.PageSize;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;

/**
 * The clauses on the container that the seed's build does not keep: here as the specification has
 * them.
 *
 * <p>What that build does otherwise stands in {@link SeedContainerRules} and nowhere else.
 */
sealed class ContainerRules permits SeedContainerRules {

  static final ContainerRules CLAUSES = new ContainerRules();

  ContainerRules() {}

  static ContainerRules of(Strictness strictness) {
    return switch (strictness) {
      case STRICT -> CLAUSES;
      case SEED_BUILD -> SeedContainerRules.RULES;
    };
  }

  /** CON-015: after its END a section has no further piece. */
  void checkEnded(long at, SectionHeader start) throws MalformedStreamException {
    throw new MalformedStreamException(
        Clause.SECTION_ENDED, at, "section '" + start.name() + "' has ended before");
  }

  /** CON-042, CON-050: a description is whole, and one JSON object. */
  void checkDescription(StreamException fault) throws StreamException {
    throw fault;
  }

  /** RAM-002: the page size that a description states is the one in force. */
  void checkDescribedPageSize(long at, long stated, PageSize inForce)
      throws MalformedStreamException {
    if (stated < 0) {
      throw new MalformedStreamException(
          Clause.VMDESC_LENGTH, at, "the description's page_size is no positive whole number");
    }
    if (stated != 0) {
      StatedPageSize.check(at, stated, inForce, "the description");
    }
  }
}
