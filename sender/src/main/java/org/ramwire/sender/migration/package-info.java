/** The source side of a migration: the sender of payloads, and the loop that calls it. */
@NullMarked
package org.ramwire.sender.migration;

import org.jspecify.annotations.NullMarked;
