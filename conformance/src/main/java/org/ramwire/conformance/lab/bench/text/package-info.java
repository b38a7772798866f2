/** Figures, names and tables in plain text, for the benchmark's reports. */
@NullMarked
package org.ramwire.conformance.lab.bench.text;

import org.jspecify.annotations.NullMarked;
