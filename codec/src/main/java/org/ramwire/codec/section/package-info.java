/**
 * The sections of a stream: their table, their footers, and the ways to the end of a section whose
 * content is a device's (CON-010 to CON-023, CON-067, CON-068).
 */
package org.ramwire.codec.section;
