/** Cases that are not written by hand: series over flags and cuts, and those of golden streams. */
package org.ramwire.conformance.suite.series;
