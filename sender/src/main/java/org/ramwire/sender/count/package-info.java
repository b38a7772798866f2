/** A sender's live counters. */
package org.ramwire.sender.count;
