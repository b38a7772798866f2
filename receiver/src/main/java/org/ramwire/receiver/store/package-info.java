/**
 * Where a receiver puts a guest's memory: on the heap, in sparse files, nowhere, or in a store of a
 * user's own.
 */
@NullMarked
package org.ramwire.receiver.store;

import org.jspecify.annotations.NullMarked;
