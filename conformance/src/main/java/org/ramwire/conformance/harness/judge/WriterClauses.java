package org.ramwire.conformance.harness.judge;

import java.util.EnumSet;
import java.util.Set;
import org.ramwire.format.Clause;

/** Which clauses an encoder's stream is held to, beyond what the strict reader refuses. */
public final class WriterClauses {

  /** Those whose violation a validator reports by their own id. */
  private static final Set<Clause> CHECKED =
      EnumSet.of(
          Clause.RAM_END,
          Clause.RAM_IN_PIECES,
          Clause.EVERY_PAGE,
          Clause.ZERO_BYTE,
          Clause.XBZRLE_BASE,
          Clause.XBZRLE_BEFORE_POSTCOPY,
          Clause.START_LIST_ONLY,
          Clause.DELTA_ULEB_SHORTEST,
          Clause.ENCODE_MAXIMAL_RUNS,
          Clause.ENCODE_UNCHANGED,
          Clause.ENCODE_OVERFLOW,
          Clause.ENCODE_PAGE_SIZE);

  private WriterClauses() {}

  /**
   * Tells whether an encoder is held to a clause.
   *
   * @param clause any
   * @return true if the validator or the strict reader reports its violation
   */
  public static boolean checked(Clause clause) {
    return CHECKED.contains(clause) || clause.role() == Clause.Role.BOTH;
  }

  /**
   * Says why no encoder is held to a clause that binds writers.
   *
   * @param clause one that binds writers
   * @return a sentence, or null if encoders are held to it
   */
  public static String waiver(Clause clause) {
    return !checked(clause) && clause.level() == Clause.Level.MAY
        ? "A permission: no writer can violate it."
        : null;
  }
}
