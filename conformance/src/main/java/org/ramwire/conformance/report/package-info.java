/** A run's results as files: JUnit XML for build servers, HTML for people, a badge for a page. */
package org.ramwire.conformance.report;
