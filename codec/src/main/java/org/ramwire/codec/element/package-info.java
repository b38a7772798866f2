/**
 * The elements of the migration container as values, and the visitors that take them in stream
 * order (CON-001 to CON-068).
 */
@NullMarked
package org.ramwire.codec.element;

import org.jspecify.annotations.NullMarked;
