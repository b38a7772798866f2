/**
 * The recording of golden streams from a real QEMU.
 *
 * <p>A guest never runs: it is stopped from the start, its memory is written through qtest, and
 * what it would have done between two rounds is done when the stream shows that the time has come.
 */
@NullMarked
package org.ramwire.conformance.lab.capture;

import org.jspecify.annotations.NullMarked;
