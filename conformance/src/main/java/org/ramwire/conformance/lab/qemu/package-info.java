/** The driving of a real QEMU: its process, QMP and qtest on Unix sockets, its live stream. */
@NullMarked
package org.ramwire.conformance.lab.qemu;

import org.jspecify.annotations.NullMarked;
