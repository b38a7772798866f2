/**
 * Where a receiver puts a guest's memory: on the heap, in sparse files, nowhere, or in a store of a
 * user's own.
 */
package org.ramwire.receiver.store;
