/**
 * What people and programs get to see of a benchmark: a console table, JSON, CSV, a page with
 * plots, and the comparison of two runs.
 */
@NullMarked
package org.ramwire.conformance.lab.bench.report;

import org.jspecify.annotations.NullMarked;
