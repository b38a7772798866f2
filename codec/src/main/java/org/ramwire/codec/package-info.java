/**
 * The codec of the migration stream: here what all its rooms share, the cursor over a channel, the
 * names and lists of RAM blocks, and how a stream is to be read.
 *
 * <pre>
 * stream    = header [configuration] element* EOF [vmdesc]            codec.container
 * element   = section | command                                       codec.element
 * section   = (START | PART | END | FULL) payload [footer]            codec.section
 * payload   = (of the ram section) record* EOS                        codec.record
 *           | (of a section with a known grammar) its content         codec.device
 * record    = MEM_SIZE | ZERO | PAGE | XBZRLE | COMPRESS_PAGE | HOOK | MULTIFD_FLUSH
 * </pre>
 *
 * <p>Of a mapped-ram file {@code codec.mapped} reads the pages, which are in no record; what a
 * stream travels in, {@code codec.source} takes off first. A room knows those below it alone:
 *
 * <pre>
 * container ─┬─► section ─┬─► element ─┬─► record ─┐
 *            │            └─► device ──┼───────────┼─► codec
 *            └─► mapped ──► record     └─► source ─┘
 * </pre>
 *
 * <p>A page goes from the channel into the reader's window and from there, lent to a {@link
 * org.ramwire.codec.record.RamRecordVisitor}, to where it belongs: one copy, no allocation.
 */
@NullMarked
package org.ramwire.codec;

import org.jspecify.annotations.NullMarked;
