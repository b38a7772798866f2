/**
 * The benchmark of page encoders: what each makes of a page history in bytes, processor time and
 * allocation, proved by decoding, and what that means for a migration.
 */
@NullMarked
package org.ramwire.conformance.lab.bench;

import org.jspecify.annotations.NullMarked;
