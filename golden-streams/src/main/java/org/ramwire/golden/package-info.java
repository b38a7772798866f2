/** Streams captured from a real QEMU, with the memory that they carry, and their index. */
package org.ramwire.golden;
