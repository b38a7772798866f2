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
package org.ramwire.receiver;
