/**
 * The layout of every structure of the stream as data: fields, widths, byte order, repetition,
 * conditions and clauses.
 *
 * <p>{@link org.ramwire.format.layout.Layouts} holds the declarations, written in the words of
 * {@code org.ramwire.format.grammar}. Rules that need memory, such as which blocks a list has, are
 * no part of a layout; {@link org.ramwire.format.layout.Layouts#SEMANTIC} names their clauses.
 */
@NullMarked
package org.ramwire.format.layout;

import org.jspecify.annotations.NullMarked;
