/** The clauses of the RAM migration stream, its wire constants and the errors that cite them. */
package org.ramwire.format;
