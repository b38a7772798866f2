/** The clauses of the RAM migration stream, its wire constants and the errors that cite them. */
@NullMarked
package org.ramwire.format;

import org.jspecify.annotations.NullMarked;
