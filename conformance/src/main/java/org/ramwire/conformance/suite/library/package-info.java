/** All cases that there are: found by name or filter, and identified as a whole by a hash. */
package org.ramwire.conformance.suite.library;
