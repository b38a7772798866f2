/** The source side: guest memory, dirty bitmap, page search, rounds. Empty so far. */
package org.ramwire.sender;
