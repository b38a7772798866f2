/**
 * A model of the seed's sender, written from the seed's text alone, and the comparison of this
 * module's sender with it.
 *
 * <pre>
 * Scenarios ──► Scenario ──► Duel ─┬─ Player ─► ModelSide ──► SeedModel ── with Departures
 *                                  └─ Player ─► SenderSide ─► RamSender
 * </pre>
 *
 * <p>Each side has a guest of its own, to which the same happens at the same moments: between
 * calls, as a payload begins and ends, before a page is offered to the hook, and as written pages
 * are taken.
 */
package org.ramwire.sender.model;
