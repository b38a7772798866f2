package org.ramwire.conformance.suite.cases;

/**
 * A case and what it was read or made from.
 *
 * @param path where it belongs in the set, for example {@code cases/zero/ZERO-FILL-AB.case}
 * @param content every byte that decides what the case is
 * @param parsed the case
 */
public record CaseSource(String path, byte[] content, ConformanceCase parsed) {}
