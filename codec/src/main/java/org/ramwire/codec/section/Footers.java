package org.ramwire.codec.section;

/** Whether sections have footers, which the first section tells whose end is known (CON-021). */
enum Footers {
  UNKNOWN,
  PRESENT,
  ABSENT
}
