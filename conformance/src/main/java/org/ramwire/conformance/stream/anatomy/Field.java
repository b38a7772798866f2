package org.ramwire.conformance.stream.anatomy;

/**
 * A field of a stream's element.
 *
 * @param offset bytes from the stream's first
 * @param length at least one
 * @param meaning for people
 * @param page whether it is a page's content, which people seldom want to read
 */
record Field(int offset, int length, String meaning, boolean page) {

  int end() {
    return offset + length;
  }

  boolean holds(long wanted) {
    return wanted >= offset && wanted < end();
  }
}
