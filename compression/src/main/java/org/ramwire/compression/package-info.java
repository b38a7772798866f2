/** Page compression: zlib as on the wire. */
package org.ramwire.compression;
