/** The reader and the writer of a whole migration stream (CON-001 to CON-082). */
package org.ramwire.codec.container;
