/** The search for the next page to send, and the blocks that it goes over. */
package org.ramwire.sender.search;
