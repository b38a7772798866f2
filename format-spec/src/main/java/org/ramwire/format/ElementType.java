package org.ramwire.format;

/** The type bytes that an element of the migration container begins with (CON-010). */
public enum ElementType {
  /** The end of the sections. */
  EOF(SectionType.EOF),
  /** The first piece of a section that comes in pieces. */
  START(SectionType.START),
  /** A middle piece. */
  PART(SectionType.PART),
  /** The last piece. */
  END(SectionType.END),
  /** A section in one piece. */
  FULL(SectionType.FULL),
  /** A command. */
  COMMAND(SectionType.COMMAND);

  private static final ElementType[] BY_CODE = new ElementType[256];

  static {
    for (ElementType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;

  ElementType(int code) {
    this.code = code;
  }

  /**
   * Returns the byte that stands for the type on the wire.
   *
   * @return a constant of {@link SectionType}
   */
  public int code() {
    return code;
  }

  /**
   * Tells whether a section's head begins with the type, and not that of a command or EOF.
   *
   * @return true for START, PART, END and FULL
   */
  public boolean isSection() {
    return switch (this) {
      case START, PART, END, FULL -> true;
      case EOF, COMMAND -> false;
    };
  }

  /**
   * Finds a type by its byte.
   *
   * @param code the byte on the wire, 0 to 255
   * @return the type, or null if no element begins with the byte
   */
  public static ElementType byCode(int code) {
    return BY_CODE[code];
  }
}
