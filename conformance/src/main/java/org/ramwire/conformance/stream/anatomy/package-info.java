/** A stream's bytes with their meaning: the elements, field by field, as annotated hex. */
package org.ramwire.conformance.stream.anatomy;
