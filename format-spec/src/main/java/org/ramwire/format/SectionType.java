package org.ramwire.format;

/** The type bytes of the migration container (CON-010). Constants only. */
public final class SectionType {

  /** The end of the sections. */
  public static final int EOF = 0x00;

  /** The first piece of a section that comes in pieces. */
  public static final int START = 0x01;

  /** A middle piece. */
  public static final int PART = 0x02;

  /** The last piece. */
  public static final int END = 0x03;

  /** A section in one piece. */
  public static final int FULL = 0x04;

  /** A subsection, inside the configuration or a device's state. */
  public static final int SUBSECTION = 0x05;

  /** The JSON description after EOF. */
  public static final int VMDESC = 0x06;

  /** The configuration after the header. */
  public static final int CONFIGURATION = 0x07;

  /** A command. */
  public static final int COMMAND = 0x08;

  /** The footer of a section. */
  public static final int FOOTER = 0x7e;

  private SectionType() {}
}
