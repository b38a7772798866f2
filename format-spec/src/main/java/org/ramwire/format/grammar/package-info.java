/**
 * The words in which a layout is declared: structures, parts and numbers; and a reader of bytes by
 * them.
 *
 * <p>A program that makes something of a layout, as a dissector, visits the parts of each structure
 * of a {@link org.ramwire.format.grammar.Grammar}.
 */
@NullMarked
package org.ramwire.format.grammar;

import org.jspecify.annotations.NullMarked;
