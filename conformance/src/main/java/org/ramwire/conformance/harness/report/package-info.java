/**
 * A run's results as text: for the console, as JSON, as JUnit XML for build servers, as HTML for
 * people, and as a badge for a page.
 */
package org.ramwire.conformance.harness.report;
