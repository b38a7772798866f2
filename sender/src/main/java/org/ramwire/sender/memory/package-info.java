/** A guest's memory that is to be sent: its blocks, and which of their pages are written. */
package org.ramwire.sender.memory;
