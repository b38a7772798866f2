/**
 * Outside programs under test: started, fed case by case, watched for time, memory and disk, and
 * ended together with whatever they have started.
 */
package org.ramwire.conformance.harness.program;
