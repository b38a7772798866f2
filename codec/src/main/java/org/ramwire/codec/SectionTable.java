package org.ramwire.codec;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.ramwire.format.Clause;
import org.ramwire.format.LimitExceededException;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.SectionType;

/**
 * The sections of a stream so far: which ids are taken, open and ended, and what the container has
 * told about itself.
 */
final class SectionTable {

  private static final int RAM_SECTION_VERSION = 4;
  private static final Idstr RAM = Idstr.of(SectionHeader.RAM);

  /** Whether sections have footers, which the first ram section tells. */
  enum Footers {
    UNKNOWN,
    PRESENT,
    ABSENT
  }

  private final Limits limits;
  private final boolean strict;
  private final Map<Integer, SectionHeader> started = new HashMap<>();
  private final Map<Integer, Boolean> ended = new HashMap<>();

  private boolean ramSeen;
  private boolean ramEnded;
  private boolean ignoreShared;
  private long postcopyPageSizes;

  Footers footers = Footers.UNKNOWN;

  SectionTable(Limits limits, boolean strict) {
    this.limits = limits;
    this.strict = strict;
  }

  void announceIgnoreShared(boolean announced) {
    ignoreShared = announced;
  }

  void announcePostcopyPageSizes(long summary) {
    postcopyPageSizes = summary;
  }

  boolean ignoreShared() {
    return ignoreShared;
  }

  long postcopyPageSizes() {
    return postcopyPageSizes;
  }

  /** Tells whether sections are read by the clauses, not like the seed's build. */
  boolean strict() {
    return strict;
  }

  boolean ramSeen() {
    return ramSeen;
  }

  boolean ramEnded() {
    return ramEnded;
  }

  /** Tells whether a PART or an END of an id may come. */
  boolean open(int id) {
    return started.containsKey(id) && !ended.containsKey(id);
  }

  /** Tells whether a section has had an id. */
  boolean taken(int id) {
    return started.containsKey(id);
  }

  /**
   * Tells whether a START or FULL may have the name, instance and version that stand in the window
   * ahead; the name is known to be one.
   *
   * @param nameFrom the name's index in the window; instance and version follow it
   */
  boolean mayStart(int nameFrom, int nameLength, StreamInput input) {
    if (!RAM.matches(input.window(), nameFrom, nameLength)) {
      return true;
    }
    int instanceAt = nameFrom + nameLength - input.position();
    return !ramSeen
        && input.peekBe32(instanceAt) == 0
        && input.peekBe32(instanceAt + Integer.BYTES) == RAM_SECTION_VERSION;
  }

  /** Tells whether bytes hold a control character, which a section's name does not (CON-012). */
  static boolean hasControl(byte[] window, int from, int length) {
    for (int i = 0; i < length; i++) {
      int character = window[from + i] & 0xff;
      if (character < 0x20 || character == 0x7f) {
        return true;
      }
    }
    return false;
  }

  /** Reads what stands behind a section's type byte, and checks it against the sections before. */
  SectionHeader readHeader(StreamInput input, long at, int type) throws IOException {
    input.require(Integer.BYTES, "a section's id");
    int id = input.be32();
    boolean named = type == SectionType.START || type == SectionType.FULL;
    SectionHeader header = named ? readNamed(input, at, type, id) : continued(at, type, id);
    if (type == SectionType.END || type == SectionType.FULL) {
      ended.put(id, true);
      ramEnded |= header.isRam();
    }
    return header;
  }

  private SectionHeader readNamed(StreamInput input, long at, int type, int id) throws IOException {
    // CON-013: "A START or FULL takes an id that no earlier section of the stream has."
    if (started.containsKey(id)) {
      throw new MalformedStreamException(
          Clause.SECTION_ID_UNIQUE,
          at + 1,
          "section id " + id + " is taken by '" + started.get(id).name() + "'");
    }
    if (started.size() == limits.maxSections()) {
      throw new LimitExceededException(
          Clause.LIMIT_SECTIONS, at, "more than " + limits.maxSections() + " sections");
    }
    long nameAt = input.offset();
    input.require(1, "a section's name");
    int length = input.peek(0);
    input.require(1 + length + 2 * Integer.BYTES, "a section's name, instance and version");
    input.advance(1);
    boolean badName = length == 0 || hasControl(input.window(), input.position(), length);
    String name = PrintableName.of(input.bytes(length));
    if (badName) {
      throw new MalformedStreamException(
          Clause.SECTION_NAME,
          nameAt,
          "expected a section name of 1 to 255 bytes without control characters: '" + name + "'");
    }
    int instance = input.be32();
    int version = input.be32();
    SectionHeader header = new SectionHeader(at, type, id, name, instance, version);
    if (header.isRam()) {
      checkRam(header, input.offset());
    }
    started.put(id, header);
    return header;
  }

  private void checkRam(SectionHeader header, long behind) throws MalformedStreamException {
    if (header.instance() != 0 || ramSeen) {
      throw new MalformedStreamException(
          Clause.RAM_INSTANCE,
          behind - 2 * Integer.BYTES,
          header.instance() != 0
              ? "ram instance " + Integer.toUnsignedString(header.instance()) + ": expected 0"
              : "a second ram section: expected one in a stream");
    }
    if (header.version() != RAM_SECTION_VERSION) {
      throw new MalformedStreamException(
          Clause.RAM_VERSION,
          behind - Integer.BYTES,
          "ram section of version "
              + Integer.toUnsignedString(header.version())
              + ": expected "
              + RAM_SECTION_VERSION);
    }
    ramSeen = true;
  }

  private SectionHeader continued(long at, int type, int id) throws MalformedStreamException {
    SectionHeader start = started.get(id);
    if (start == null) {
      throw new MalformedStreamException(
          Clause.SECTION_ID_KNOWN,
          at + 1,
          "no section with id " + Integer.toUnsignedString(id) + " was started");
    }
    if (strict && ended.containsKey(id)) {
      throw new MalformedStreamException(
          Clause.SECTION_ENDED, at, "section '" + start.name() + "' has ended before");
    }
    return new SectionHeader(at, type, id, start.name(), start.instance(), start.version());
  }
}
