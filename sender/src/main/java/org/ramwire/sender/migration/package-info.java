/** The source side of a migration: the sender of payloads, and the loop that calls it. */
package org.ramwire.sender.migration;
