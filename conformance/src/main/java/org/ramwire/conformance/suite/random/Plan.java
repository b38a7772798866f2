package org.ramwire.conformance.suite.random;

import java.util.List;

/** A case that was made up, in a form that can be made smaller. */
public sealed interface Plan permits StreamPlan, GuestPlan {

  /** Returns the case, as case files are written. */
  String caseText(String id);

  /** Returns plans with something taken away, the most first; each is a valid case again. */
  List<Plan> smaller();

  /** Returns how many records, or writes of a guest, there are. */
  int size();
}
