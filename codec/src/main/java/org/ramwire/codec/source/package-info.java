/**
 * What a stream travels in, opened before a reader starts: compressed files, virsh save files,
 * qcow2 snapshots, files in which the stream starts later.
 *
 * <pre>
 *  file or pipe ──► StreamSource ──► channel whose first byte is the stream's ──► StreamInput
 *                     │ peeks at the first bytes (Head)
 *                     ├─ QEVM, or anything that only the reader can judge: as it is
 *                     ├─ CompressionFormat: unpacked, then looked at again
 *                     ├─ Qcow2Image: the state of one internal snapshot
 *                     └─ ForeignFile: refused by name, with what to do
 * </pre>
 */
@NullMarked
package org.ramwire.codec.source;

import org.jspecify.annotations.NullMarked;
