/** The reader and the writer of a whole migration stream (CON-001 to CON-068). */
@NullMarked
package org.ramwire.codec.container;

import org.jspecify.annotations.NullMarked;
