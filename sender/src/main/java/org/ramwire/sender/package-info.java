/**
 * The source side of a migration: a guest's memory, the pages that it dirties, and the records that
 * carry them.
 *
 * <pre>
 * RamMigration ── decides when ──► RamSender ── writes payloads ──► StreamOutput
 *                                     │
 *    GuestMemory ─ dirty log ─► DirtyBitmap ─ PageSearch ─► PageSender ─► one record, or none
 * </pre>
 *
 * <p>A page is tried in this order: the control hook, ZERO, a delta, compression, PAGE.
 */
package org.ramwire.sender;
