/**
 * A real Linux guest, recorded on demand: Debian's kernel and busybox in a real QEMU under
 * emulation, and what its memory holds at the end of each round.
 */
@NullMarked
package org.ramwire.conformance.lab.linux;

import org.jspecify.annotations.NullMarked;
