/**
 * Page histories: what page encoders are measured on. A history is a row of pages with the content
 * that each had before and has after a round; it is made up, or taken from memory images or from a
 * stream in which pages come more than once.
 */
@NullMarked
package org.ramwire.conformance.lab.history;

import org.jspecify.annotations.NullMarked;
