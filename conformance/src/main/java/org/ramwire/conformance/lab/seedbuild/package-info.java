/**
 * Captures of a QEMU that was built from the seed's commit: read from a folder or from the golden
 * data, with the memory that the guest had at any of its marks.
 */
@NullMarked
package org.ramwire.conformance.lab.seedbuild;

import org.jspecify.annotations.NullMarked;
