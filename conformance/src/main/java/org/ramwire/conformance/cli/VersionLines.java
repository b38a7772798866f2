package org.ramwire.conformance.cli;

import org.ramwire.conformance.suite.library.SuiteIdentity;
import picocli.CommandLine.IVersionProvider;

/** What {@code ramwire --version} prints: the program, and the sets that its verdicts rest on. */
final class VersionLines implements IVersionProvider {

  /** The program's version. */
  static final String PROGRAM = "0.1.0";

  VersionLines() {}

  @Override
  public String[] getVersion() throws Exception {
    SuiteIdentity suite = SuiteIdentity.compute();
    return new String[] {"ramwire " + PROGRAM, suite.cases().text(), suite.golden().text()};
  }
}
