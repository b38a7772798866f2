/**
 * What a record does to memory: the one door by which pages of a channel get into a store.
 *
 * <pre>
 * RamReceiver ──page records──► PageApplier ──► BlockTable ──► BlockMemory of a MemoryStore
 *                                 │    │
 *                                 │    └──► ApplyRules: by the clauses, or like the seed's build
 *                                 └──► XbzrleDecoder, PageInflater on one scratch page,
 *                                      InflatePipeline on pages of its own
 * </pre>
 */
package org.ramwire.receiver.apply;
