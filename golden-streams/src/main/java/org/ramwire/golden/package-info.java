/** Streams captured from a real QEMU, with the memory that they carry, and their index. */
@NullMarked
package org.ramwire.golden;

import org.jspecify.annotations.NullMarked;
