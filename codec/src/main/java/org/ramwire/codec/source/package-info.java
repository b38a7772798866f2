/**
 * What a stream travels in, opened before a reader starts: compressed files, virsh save files,
 * qcow2 snapshots, files in which the stream starts later.
 *
 * <pre>
 *  file or pipe ──► StreamSource ──► channel whose first byte is the stream's ──► StreamInput
 *                     │ peeks at the first bytes (Head)
 *                     ├─ QEVM, a wrapper, or anything that only the reader can judge: as it is
 *                     ├─ CompressionFormat: unpacked, then looked at again
 *                     ├─ Qcow2Image: the state of one internal snapshot
 *                     └─ ForeignFile: refused by name, with what to do
 *  StreamInput ──► StreamWrapper: the header of a virsh save file that is not compressed
 * </pre>
 *
 * <p>Offsets are those of the outer file wherever the stream's bytes stand in it as they are: with
 * {@code StreamWrapper} they count from the wrapper's first byte. What {@code StreamSource} has
 * unpacked is an inner stream and counts from its own first byte.
 */
@NullMarked
package org.ramwire.codec.source;

import org.jspecify.annotations.NullMarked;
