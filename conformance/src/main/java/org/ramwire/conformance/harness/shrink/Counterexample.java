package org.ramwire.conformance.harness.shrink;

import java.nio.file.Path;
import org.ramwire.conformance.harness.judge.CaseResult;

/**
 * A case that an implementation got wrong, made as small as it would go.
 *
 * @param result what the implementation made of the small one
 * @param text the small one, as a case file
 * @param sizeBefore records, or writes of a guest, before
 * @param sizeAfter and after
 * @param tries how many smaller ones were tried
 * @param folder where it is kept
 */
record Counterexample(
    CaseResult result, String text, int sizeBefore, int sizeAfter, int tries, Path folder) {}
