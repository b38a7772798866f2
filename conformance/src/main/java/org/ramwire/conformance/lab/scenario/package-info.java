/**
 * Scenarios: a guest's memory and its history as data, apart from what sends it.
 *
 * <p>The vocabulary is in {@link org.ramwire.conformance.lab.scenario.ScenarioReader}; {@link
 * org.ramwire.conformance.lab.scenario.ScenarioRun} plays one against any sender.
 */
@NullMarked
package org.ramwire.conformance.lab.scenario;

import org.jspecify.annotations.NullMarked;
