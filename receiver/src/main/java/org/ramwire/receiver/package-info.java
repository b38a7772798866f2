/** TEMP receiver. */
package org.ramwire.receiver;
