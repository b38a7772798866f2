/**
 * The records of the ram section (RAM-001 to RAM-094): a reader that lends each to a visitor, a
 * writer, and the same records as values.
 */
@NullMarked
package org.ramwire.codec.record;

import org.jspecify.annotations.NullMarked;
