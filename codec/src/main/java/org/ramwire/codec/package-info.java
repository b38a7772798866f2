/**
 * The RAM records and the migration container around them, read and written.
 *
 * <pre>
 * stream    = header [configuration] element* EOF [vmdesc]
 * element   = section | command
 * section   = (START | PART | END | FULL) payload [footer]
 * payload   = (of the ram section) record* EOS
 * record    = MEM_SIZE | ZERO | PAGE | XBZRLE | COMPRESS_PAGE | HOOK | MULTIFD_FLUSH
 * </pre>
 *
 * <p>A page goes from the channel into the reader's window and from there, lent to a {@link
 * org.ramwire.codec.RamRecordVisitor}, to where it belongs: one copy, no allocation.
 */
package org.ramwire.codec;
