package org.ramwire.conformance.harness.program;

import org.ramwire.conformance.harness.protocol.CaseFolder;
import org.ramwire.conformance.harness.protocol.RunLimits;

/** The limits of disk and memory of a run, looked at while it goes on. */
final class LimitWatch {

  private final RunLimits limits;
  private final ProcessFamily family;

  /** The folder whose size is watched, or null. */
  private final CaseFolder folder;

  LimitWatch(RunLimits limits, ProcessFamily family, CaseFolder folder) {
    this.limits = limits;
    this.family = family;
    this.folder = folder;
  }

  /** Says which limit is passed by a program that runs, or null. */
  String over() {
    return family.residentBytes() > limits.memoryBytes()
        ? "took more than " + limits.memoryBytes() + " bytes of memory"
        : overDisk();
  }

  /** Says whether the folder is too large, or null. */
  String overDisk() {
    return folder != null && folder.sizeBytes(limits.folderBytes()) > limits.folderBytes()
        ? "wrote more than " + limits.folderBytes() + " bytes in the case's folder"
        : null;
  }
}
