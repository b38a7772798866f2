/** TEMP sender. */
package org.ramwire.sender;
