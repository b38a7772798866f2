/**
 * Where a receiver puts a guest's memory: on the heap, in sparse files, nowhere, or in a store of a
 * user's own. Every access names its place, and several threads may use disjoint pages.
 *
 * <pre>
 * HeapMemory ──► HeapBlock ──► ChunkTable ──► HeapRoom
 * FileMemory ──► FileBlock ──► WriteGatherer ──► BlockFile ──► OpenFiles
 *                    └───────► WrittenRanges
 * </pre>
 */
@NullMarked
package org.ramwire.receiver.store;

import org.jspecify.annotations.NullMarked;
