/** Which cases test which clauses, where none does, and what excuses that. */
package org.ramwire.conformance.suite.coverage;
