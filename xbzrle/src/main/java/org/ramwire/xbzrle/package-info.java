/**
 * The XBZRLE page delta: encoder, decoder and the cache of sent pages.
 *
 * <p>A delta states what changed between two contents of one page (XBZ-001, XBZ-002):
 *
 * <pre>
 * delta  = *( zrun nzrun bytes )
 * zrun   = length              ; unchanged bytes to step over; 0 only in the first run
 * nzrun  = length              ; changed bytes, 1 or more
 * bytes  = nzrun OCTET         ; their new values
 * length = %x00-7F             ; unsigned LEB128: 0 to 127
 *        / %x80-FF %x00-7F     ; 7 low bits, 7 high bits: 0 to 16383
 * </pre>
 */
@NullMarked
package org.ramwire.xbzrle;

import org.jspecify.annotations.NullMarked;
