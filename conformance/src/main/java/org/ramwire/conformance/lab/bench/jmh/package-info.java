/** The benchmark of page encoders under JMH: forks, warm-up and error bars. */
@NullMarked
package org.ramwire.conformance.lab.bench.jmh;

import org.jspecify.annotations.NullMarked;
