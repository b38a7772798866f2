/** The cases as plain files, for runners in any language. */
package org.ramwire.conformance.harness.export;
