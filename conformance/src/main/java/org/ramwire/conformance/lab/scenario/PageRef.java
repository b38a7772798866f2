package org.ramwire.conformance.lab.scenario;

/**
 * One page of a scenario.
 *
 * @param block the block's index in the scenario
 * @param page the page's index in the block
 */
public record PageRef(int block, int page) {

  @Override
  public String toString() {
    return "page " + page + " of block " + block;
  }
}
