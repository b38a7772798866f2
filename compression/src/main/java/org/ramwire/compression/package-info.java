/** TEMP compression. */
package org.ramwire.compression;
