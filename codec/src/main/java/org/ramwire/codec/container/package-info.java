<<<<<<< HEAD
/** The reader and the writer of a whole migration stream (CON-001 to CON-068). */
=======
/** The reader and the writer of a whole migration stream (CON-001 to CON-082). */
@NullMarked
>>>>>>> main
package org.ramwire.codec.container;

import org.jspecify.annotations.NullMarked;
