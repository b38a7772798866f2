/**
 * The destination side: the records of a stream applied to guest memory.
 *
 * <pre>
 * MigrationStreamReader ──records──► RamReceiver ──pages──► BlockMemory of a MemoryStore
 *                                      │   ▲                (HeapMemory, FileMemory, own)
 *                                      ▼   │
 *                        XbzrleDecoder, PageInflater on one scratch page,
 *                        InflatePipeline on pages of its own
 * </pre>
 */
@NullMarked
package org.ramwire.receiver;

import org.jspecify.annotations.NullMarked;
