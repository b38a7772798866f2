/**
 * A real QEMU beside the encoders of a benchmark: what its own plain, XBZRLE and compressed pages
 * take on the same page histories.
 */
@NullMarked
package org.ramwire.conformance.lab.bench.qemu;

import org.jspecify.annotations.NullMarked;
