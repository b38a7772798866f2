/** TEMP xbzrle. */
package org.ramwire.xbzrle;
