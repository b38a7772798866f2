/**
 * What a sender is told and what it tells: options, the seams it works with, its statistics.
 *
 * <pre>
 * migration   RamMigration decides when; RamSender writes payloads
 *    │
 *  route      how a page goes: hook, compression, ZERO, delta, PAGE
 *    │
 *  search     which page is next: blocks, dirty bitmaps, rounds
 *    │
 *  sender     options, seams, statistics
 *    │
 *  memory     the guest's blocks, and which of their pages are written
 *
 *  rules      what each profile's build does of its own
 * </pre>
 *
 * <p>Users see this package, {@code memory}, {@code migration} and {@code profile}.
 */
@NullMarked
package org.ramwire.sender;

import org.jspecify.annotations.NullMarked;
