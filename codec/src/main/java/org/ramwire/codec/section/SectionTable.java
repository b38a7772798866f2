package org.ramwire.codec.section;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.Limits;
import org.ramwire.codec.PrintableName;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.format.Clause;
import org.ramwire.format.ElementType;
import org.ramwire.format.LimitExceededException;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.StreamConstants;
import org.ramwire.format.Strictness;

/**
 * The sections of a stream so far: which ids are taken, open and ended, and what the container has
 * told about itself.
 */
public final class SectionTable {

  private static final Idstr RAM = Idstr.of(StreamConstants.RAM);

  /** Later than every moment. */
  private static final int NEVER = Integer.MAX_VALUE;

  /** A section's first head, and the moments of that head and of its END or FULL. */
  private static final class Entry {
    final SectionHeader header;
    final int started;
    int ended = NEVER;
    boolean full;

    Entry(SectionHeader header, int started) {
      this.header = header;
      this.started = started;
    }
  }

  private final Limits limits;
  private final ContainerRules rules;
  private final Map<Integer, Entry> entries = new HashMap<>();

  /** How many heads have been read: a moment in the stream, to judge by what was known then. */
  private int moment;

  /** The moment of the ram section's first head and of its END or FULL. */
  private int ramSeen = NEVER;

  private int ramEnded = NEVER;
  private long ramOffset = -1;
  private boolean ignoreShared;
  private boolean mappedRam;
  private long postcopyPageSizes;

  Footers footers = Footers.UNKNOWN;

  /** Starts with no section. */
  public SectionTable(Limits limits, Strictness strictness) {
    this.limits = limits;
    this.rules = ContainerRules.of(strictness);
  }

  /** Starts the table of a stream inside another, whose sections have footers if the other's do. */
  static SectionTable inside(SectionTable outer) {
    SectionTable table = new SectionTable(outer.limits, Strictness.STRICT);
    table.footers = outer.footers;
    return table;
  }

  /** Takes note of the capabilities that a configuration announces (CON-007). */
  public void announce(Configuration configuration) {
    ignoreShared = configuration.capabilities().contains(Configuration.IGNORE_SHARED);
    mappedRam = configuration.capabilities().contains(Configuration.MAPPED_RAM);
  }

  /** Takes note of the page sizes that POSTCOPY_ADVISE sums up (RAM-030). */
  public void announcePostcopyPageSizes(long summary) {
    postcopyPageSizes = summary;
  }

  public boolean mappedRam() {
    return mappedRam;
  }

  public boolean ignoreShared() {
    return ignoreShared;
  }

  public long postcopyPageSizes() {
    return postcopyPageSizes;
  }

  /** Returns the rules that sections are read by. */
  ContainerRules rules() {
    return rules;
  }

  public boolean ramSeen() {
    return ramSeen != NEVER;
  }

  public boolean ramEnded() {
    return ramEnded != NEVER;
  }

  /** Tells whether the ram section had ended at a moment. */
  boolean ramEnded(int then) {
    return ramEnded <= then;
  }

  /** Returns the present moment. */
  int moment() {
    return moment;
  }

  /** Tells whether a PART or an END of an id might have come at a moment from one to another. */
  boolean open(int id, int first, int last) {
    Entry entry = entries.get(id);
    return entry != null && entry.started <= last && entry.ended > first;
  }

  /** Tells whether a device that came in pieces might have come as FULL up to a moment. */
  boolean mayComeAgain(ElementType type, int id, int last) {
    Entry entry = entries.get(id);
    return type == ElementType.FULL && entry != null && isPieces(entry, last);
  }

  /** Returns where the head of the ram section stands, or -1 before it was read. */
  long ramOffset() {
    return ramOffset;
  }

  /** Tells whether a section had had an id at a moment, and no FULL of the same may follow. */
  boolean taken(ElementType type, int id, int then) {
    Entry entry = entries.get(id);
    return entry != null
        && entry.started <= then
        && !(type == ElementType.FULL && again(entry, then));
  }

  /** Tells whether a device that came in pieces may come as FULL once more (CON-013). */
  private static boolean again(Entry entry, int then) {
    return isPieces(entry, then) && !entry.full;
  }

  private static boolean isPieces(Entry entry, int then) {
    boolean pieces = entry.header.type() == ElementType.START && entry.ended <= then;
    return pieces && !entry.header.isRam();
  }

  /**
   * Tells whether a START or FULL might have had the name, instance and version that stand in the
   * window ahead; the name is known to be one, the id not to be {@link #taken}.
   *
   * @param nameFrom the name's index in the window; instance and version follow it
   */
  boolean mayStart(int id, int nameFrom, int nameLength, StreamInput input, int then) {
    int instanceAt = nameFrom + nameLength - input.position();
    int instance = input.peekBe32(instanceAt);
    int version = input.peekBe32(instanceAt + Integer.BYTES);
    Entry entry = entries.get(id);
    if (entry != null && entry.started <= then) {
      SectionHeader first = entry.header;
      return Idstr.copyOf(input.window(), nameFrom, nameLength).toString().equals(first.name())
          && first.instance() == instance
          && first.version() == version;
    }
    if (!RAM.matches(input.window(), nameFrom, nameLength)) {
      return true;
    }
    return ramSeen > then && instance == 0 && version == StreamConstants.RAM_SECTION_VERSION;
  }

  /** Tells whether bytes hold a control character, which a section's name does not (CON-012). */
  public static boolean hasControl(byte[] window, int from, int length) {
    for (int i = 0; i < length; i++) {
      int character = window[from + i] & 0xff;
      if (character < 0x20 || character == 0x7f) {
        return true;
      }
    }
    return false;
  }

  /** Reads what stands after a section's type byte, and checks it against the sections before. */
  public SectionHeader readHeader(StreamInput input, long at, ElementType type) throws IOException {
    input.require(Integer.BYTES, "a section's id");
    int id = input.be32();
    boolean named = type == ElementType.START || type == ElementType.FULL;
    SectionHeader header = named ? readNamed(input, at, type, id) : continued(at, type, id);
    if (type == ElementType.END || type == ElementType.FULL) {
      Entry entry = entries.get(id);
      entry.ended = Math.min(entry.ended, moment);
      if (header.isRam()) {
        ramEnded = Math.min(ramEnded, moment);
      }
    }
    return header;
  }

  private SectionHeader readNamed(StreamInput input, long at, ElementType type, int id)
      throws IOException {
    moment++;
    // CON-013: "A START or FULL takes an id that no earlier section of the stream has."
    Entry earlier = entries.get(id);
    if (taken(type, id, moment)) {
      throw takenBefore(at, id, earlier);
    }
    if (entries.size() == limits.maxSections()) {
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
    if (earlier == null) {
      entries.put(id, new Entry(header, moment));
    } else if (sameSection(earlier.header, header)) {
      earlier.full = true;
    } else {
      throw takenBefore(at, id, earlier);
    }
    return header;
  }

  private static boolean sameSection(SectionHeader one, SectionHeader other) {
    return one.name().equals(other.name())
        && one.instance() == other.instance()
        && one.version() == other.version();
  }

  private static MalformedStreamException takenBefore(long at, int id, Entry earlier) {
    return new MalformedStreamException(
        Clause.SECTION_ID_UNIQUE,
        at + 1,
        "section id "
            + Integer.toUnsignedString(id)
            + " is taken by '"
            + earlier.header.name()
            + "'");
  }

  private void checkRam(SectionHeader header, long after) throws MalformedStreamException {
    if (header.instance() != 0 || ramSeen()) {
      throw new MalformedStreamException(
          Clause.RAM_INSTANCE,
          after - 2 * Integer.BYTES,
          header.instance() != 0
              ? "ram instance " + Integer.toUnsignedString(header.instance()) + ": expected 0"
              : "a second ram section: expected one in a stream");
    }
    if (header.version() != StreamConstants.RAM_SECTION_VERSION) {
      throw new MalformedStreamException(
          Clause.RAM_VERSION,
          after - Integer.BYTES,
          header.version() == StreamConstants.OLD_RAM_SECTION_VERSION
              ? "ram version 3, of QEMU 0.12 and earlier: expected 4"
              : "ram section of version "
                  + Integer.toUnsignedString(header.version())
                  + ": expected "
                  + StreamConstants.RAM_SECTION_VERSION);
    }
    ramSeen = moment;
    ramOffset = header.offset();
  }

  private SectionHeader continued(long at, ElementType type, int id)
      throws MalformedStreamException {
    moment++;
    Entry entry = entries.get(id);
    if (entry == null) {
      throw new MalformedStreamException(
          Clause.SECTION_ID_KNOWN,
          at + 1,
          "no section with id " + Integer.toUnsignedString(id) + " was started");
    }
    SectionHeader start = entry.header;
    if (entry.ended != NEVER) {
      rules.checkEnded(at, start);
    }
    return new SectionHeader(at, type, id, start.name(), start.instance(), start.version());
  }
}
