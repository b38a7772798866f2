/** The command line: one class for each command of {@code ramwire}. */
package org.ramwire.conformance.cli;
