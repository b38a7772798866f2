package org.ramwire.conformance.harness.run;

import java.nio.file.Path;
import java.time.Duration;
import org.ramwire.conformance.harness.protocol.RunLimits;

/**
 * How a verification is done.
 *
 * @param canaryTime what a canary may take
 * @param caseTime what a case may take, or null for a multiple of the slowest canary
 * @param memoryBytes resident memory that a run may take
 * @param jobs how many cases are run at once
 * @param keep where the cases' folders stay, or null
 */
public record VerificationSettings(
    Duration canaryTime, Duration caseTime, long memoryBytes, int jobs, Path keep) {

  private static final Duration DEFAULT_CANARY_TIME = Duration.ofSeconds(30);
  private static final Duration LEAST_CASE_TIME = Duration.ofSeconds(5);
  private static final int CANARY_MULTIPLE = 10;

  /**
   * 30 s for a canary; ten times the slowest for a case, at least 5 s; 2 GiB of memory; one case at
   * a time; nothing is kept.
   */
  public static final VerificationSettings DEFAULT =
      new VerificationSettings(DEFAULT_CANARY_TIME, null, null);

  /**
   * One case at a time, with the default of memory.
   *
   * @param canaryTime what a canary may take
   * @param caseTime what a case may take, or null for a multiple of the slowest canary
   * @param keep where the cases' folders stay, or null
   */
  public VerificationSettings(Duration canaryTime, Duration caseTime, Path keep) {
    this(canaryTime, caseTime, RunLimits.DEFAULT.memoryBytes(), 1, keep);
  }

  /**
   * Fixes the time of canaries and cases.
   *
   * @param limit what each may take
   * @return settings that differ in that
   */
  public VerificationSettings withTime(Duration limit) {
    return new VerificationSettings(limit, limit, memoryBytes, jobs, keep);
  }

  /**
   * Changes how much memory a run may take.
   *
   * @param limitBytes resident memory of the program and its children together
   * @return settings that differ in that
   */
  public VerificationSettings withMemory(long limitBytes) {
    return new VerificationSettings(canaryTime, caseTime, limitBytes, jobs, keep);
  }

  /**
   * Changes how many cases are run at once.
   *
   * @param count at least 1
   * @return settings that differ in that
   */
  public VerificationSettings withJobs(int count) {
    return new VerificationSettings(canaryTime, caseTime, memoryBytes, count, keep);
  }

  /**
   * Keeps the cases' folders.
   *
   * @param directory where; null for nowhere
   * @return settings that differ in that
   */
  public VerificationSettings withKeep(Path directory) {
    return new VerificationSettings(canaryTime, caseTime, memoryBytes, jobs, directory);
  }

  /** Returns what a case may take, given the slowest canary. */
  Duration caseTimeAfter(Duration slowestCanary) {
    if (caseTime != null) {
      return caseTime;
    }
    Duration multiple = slowestCanary.multipliedBy(CANARY_MULTIPLE);
    return multiple.compareTo(LEAST_CASE_TIME) > 0 ? multiple : LEAST_CASE_TIME;
  }
}
