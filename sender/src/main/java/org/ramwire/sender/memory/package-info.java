/** A guest's memory that is to be sent: its blocks, and which of their pages are written. */
@NullMarked
package org.ramwire.sender.memory;

import org.jspecify.annotations.NullMarked;
