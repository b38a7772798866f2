/**
 * The other side of a live migration: the addresses that it is reached at, the connection, how long
 * it may stay silent, and the return path.
 */
package org.ramwire.conformance.stream.peer;
