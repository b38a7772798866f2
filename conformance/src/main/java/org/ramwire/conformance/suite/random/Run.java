package org.ramwire.conformance.suite.random;

/**
 * One run of a delta.
 *
 * @param zrun how many bytes stay
 * @param count how many follow
 * @param first the first of them; each further one is greater by one
 * @param wide whether a zrun that fits one byte takes two all the same
 */
record Run(int zrun, int count, int first, boolean wide) {

  byte[] content() {
    byte[] content = new byte[count];
    for (int i = 0; i < count; i++) {
      content[i] = (byte) (first + i);
    }
    return content;
  }
}
