/**
 * The destination side: what users of a receiver see, and its account of what came.
 *
 * <pre>
 * MigrationStreamReader ──records──► RamReceiver ──pages──► apply.PageApplier ──► store.MemoryStore
 *                                         │                                       (HeapMemory,
 *                                         ▼                                        FileMemory, own)
 *                      LoadReport: which pages came, which are stale
 * </pre>
 */
@NullMarked
package org.ramwire.receiver;

import org.jspecify.annotations.NullMarked;
