/** Two runs of the benchmark side by side: what has changed beyond noise, and what got worse. */
@NullMarked
package org.ramwire.conformance.lab.bench.compare;

import org.jspecify.annotations.NullMarked;
