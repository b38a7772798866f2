package org.ramwire.codec.section;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ramwire.codec.Limits;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.device.SectionGrammar;
import org.ramwire.codec.element.SectionEnd;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamVisitor;
import org.ramwire.codec.element.VmDescription;
import org.ramwire.format.Clause;
import org.ramwire.format.ElementType;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamConstants;
import org.ramwire.format.StreamException;
import org.ramwire.format.TruncatedStreamException;
import org.ramwire.format.UnsupportedStreamException;

/**
 * The way past sections that are not ram: their content is the device's and their length is nowhere
 * in front of them (CON-022, CON-023).
 *
 * <p>A few have a grammar that tells their end. Of the others, with footers each section ends at
 * its own; before the ram section's END a second possible end makes the stream ambiguous (CON-067).
 * Without footers everything to EOF is one opaque piece, and only the description after EOF can say
 * whether its length is right (CON-044).
 */
public final class DeviceSectionWalk {

  /** What a walk found of one device section. */
  private record Found(String name, int instance, long bytes) {

    boolean agreesWith(VmDescription.Device device) {
      return name.equals(device.name()) && instance == device.instance() && device.mayTake(bytes);
    }

    String differenceFrom(VmDescription.Device device) {
      return inWords(name, instance, "", bytes)
          + "; the description has "
          + inWords(
              device.name(),
              device.instance(),
              device.atLeast() ? "at least " : "",
              device.payloadBytes());
    }

    private static String inWords(String name, int instance, String least, long bytes) {
      return "'"
          + name
          + "' (instance "
          + Integer.toUnsignedString(instance)
          + ") of "
          + least
          + bytes
          + " bytes";
    }
  }

  private static final int SECTOR_BYTES = 512;

  private final StreamInput input;
  private final Limits limits;
  private final SectionTable sections;
  private final StreamVisitor visitor;
  private final boolean guess;
  private final DeviceSectionScanner scanner;
  private final List<Found> found = new ArrayList<>();

  /** What a file's description says, or null where the input is no file. */
  private DescribedSizes sizes;

  /** The watch over what follows sections that were searched before the ram section's END. */
  private FooterWatch watch;

  /** The first section whose footer was the first sign that there are footers, or null. */
  private SectionHeader firstSign;

  /** Where the last element stands that concerns memory. */
  private long lastMemory = -1;

  private boolean guessed;

  /** The length of the opaque piece, or -1 if there was none. */
  private long opaqueBytes = -1;

  private long trailingBytes;

  /** Whether those are all 00. */
  private boolean padded;

  /** Walks past the device sections of one stream. */
  public DeviceSectionWalk(
      StreamInput input, ReaderOptions options, SectionTable sections, StreamVisitor visitor) {
    this.input = input;
    this.limits = options.limits();
    this.guess = options.guess();
    this.sections = sections;
    this.visitor = visitor;
    this.scanner = new DeviceSectionScanner(input, limits, sections);
  }

  public void describedBy(DescribedSizes described) {
    sizes = described;
  }

  /** Returns how many bytes after the stream's end have been taken with its last section. */
  public long trailingBytes() {
    return trailingBytes;
  }

  /** Tells whether those bytes are all 00. */
  public boolean padded() {
    return padded;
  }

  /** Tells whether what has been read rests on a search that is not settled (CON-067). */
  public boolean guessed() {
    return guessed || watch != null;
  }

  /** Takes note of an element that concerns memory. */
  public void memoryAt(long offset) {
    lastMemory = offset;
  }

  /** Takes a section whose head has been taken; returns false if EOF was taken with it. */
  public boolean readPayloadAndFooter(SectionHeader header) throws IOException {
    long from = input.offset();
    SectionGrammar grammar = SectionGrammar.of(header.name(), header.version());
    if (grammar != null && grammar.starts(input) && grammar.skip(input)) {
      long length = input.offset() - from;
      boolean footer = FooterReader.read(input, sections, header);
      sectionFound(header, from, length, SectionEnd.GRAMMAR, footer);
      return true;
    }
    if (sections.footers == Footers.ABSENT) {
      readOpaque(header);
      return false;
    }
    return skipDescribed(header, from) || readToFooter(header, from);
  }

  /** Takes a section before the ram section's END whose size is described, if that fits. */
  private boolean skipDescribed(SectionHeader header, long from) throws IOException {
    if (sizes == null || sections.ramEnded() || header.type() != ElementType.FULL) {
      return false;
    }
    long length = sizes.payloadBytes(header);
    if (length < input.offset() - from) {
      return false;
    }
    StreamInput ahead = sizes.ahead(from + length);
    boolean footer =
        ahead.available(StreamConstants.FOOTER_BYTES)
            && ahead.peek(0) == SectionType.FOOTER
            && ahead.peekBe32(1) == header.id();
    if (!footer || !countsBehind(ahead, from + length)) {
      return false;
    }
    input.skip(from + length - input.offset(), "a section of the described size");
    FooterReader.read(input, sections, header);
    sectionFound(header, from, length, SectionEnd.DESCRIPTION, true);
    return true;
  }

  /** Judges what stands after the footer of a described size. */
  private boolean countsBehind(StreamInput ahead, long footer) throws IOException {
    int after = StreamConstants.FOOTER_BYTES;
    if (ahead.available(after + 1) && ahead.peek(after) == SectionType.EOF) {
      // Before the ram section's END only a description that ends the input counts, and that has
      // been found. To look for one here, for each section anew, could take the whole rest of it.
      return sizes.isDescription(footer + after + 1);
    }
    return new FollowingElement(ahead, limits, sections, sections.moment()).kind()
        == FollowingElement.Kind.COUNTS;
  }

  private boolean readToFooter(SectionHeader header, long from) throws IOException {
    if (scanner.skipToFooter(header.id())) {
      watchFor(header);
      sections.footers = Footers.PRESENT;
      long length = input.offset() - from;
      input.advance(StreamConstants.FOOTER_BYTES);
      sectionFound(header, from, length, SectionEnd.SEARCH, true);
      return true;
    }
    long eof = eofWithoutBetterEnd();
    if (eof >= 0) {
      long length = eof - StreamConstants.FOOTER_BYTES - from;
      sectionFound(header, from, length, SectionEnd.SEARCH, true);
      trailingBytes = input.offset() - (eof + 1);
      padded = scanner.paddedAfter(eof);
      visitor.endOfFile(eof);
      return false;
    }
    if (sections.footers == Footers.UNKNOWN) {
      throw new UnsupportedStreamException(
          Clause.DEVICE_SECTION_END,
          header.offset(),
          "section '"
              + header.name()
              + "' stands before the ram section and has no footer, so its end cannot be found");
    }
    throw new TruncatedStreamException(
        Clause.ELEMENT_COMPLETE,
        header.offset(),
        "section '" + header.name() + "' has no footer with an element after it");
  }

  /** Lets the bytes after a footer be watched for another, unless all memory has come. */
  private void watchFor(SectionHeader header) {
    if (sections.ramEnded()) {
      return;
    }
    long footer = input.offset();
    if (watch == null) {
      watch = new FooterWatch(limits, sections, footer);
      input.observedBy(watch);
    }
    if (sections.footers == Footers.UNKNOWN) {
      firstSign = header;
    }
    watch.pieceEnded(header.id(), footer, lastMemory);
    watch.lookFor(header, footer, sections.moment());
  }

  /** Refuses what the watch has found, or says that the first possible end was guessed. */
  public void checkDoubts() throws IOException {
    while (watch != null) {
      FooterWatch.Doubt doubt = watch.takeDoubt();
      if (doubt == null) {
        return;
      }
      doubted(
          doubt.header(),
          doubt.first(),
          String.format("may end at 0x%x or at 0x%x", doubt.first(), doubt.second()));
    }
  }

  private void doubted(SectionHeader header, long offset, String how) throws IOException {
    guessed = true;
    String message = "section '" + header.name() + "' at 0x" + Long.toHexString(header.offset());
    message += " " + how + ", and memory depends on it";
    if (!guess) {
      throw new UnsupportedStreamException(Clause.DEVICE_SECTION_AMBIGUOUS, offset, message);
    }
    visitor.warning(
        Clause.DEVICE_SECTION_AMBIGUOUS, offset, message + "; read as if the first were right");
  }

  /**
   * Settles at the input's end whether each section that was searched has one possible end.
   *
   * @param trailingOffset where bytes follow the stream's end that are no padding, or -1
   */
  public void settle(long trailingOffset) throws IOException {
    if (watch == null) {
      return;
    }
    input.showTaken();
    watch.finish();
    checkDoubts();
    if (firstSign != null && trailingOffset >= 0) {
      // Without footers that footer would be state, and the rest of memory what follows here.
      doubted(
          firstSign,
          trailingOffset,
          "is taken to have a footer, but bytes follow the stream's end at 0x"
              + Long.toHexString(trailingOffset));
    }
    long otherRam = watch.otherRamHead(sections.ramOffset());
    if (firstSign != null && otherRam >= 0) {
      // Without footers that footer would be state, and the memory what follows here.
      doubted(
          firstSign,
          otherRam,
          "is taken to have a footer, but another ram section starts at 0x"
              + Long.toHexString(otherRam));
    }
    watch = null;
  }

  /** Returns where EOF stands though nothing counts after any footer, or -1 if it does not. */
  private long eofWithoutBetterEnd() throws StreamException {
    long wrong = scanner.eofBeforeWrongDescription();
    long trailing = scanner.eofBeforeTrailingBytes();
    if (wrong >= 0) {
      sections.rules().checkDescription(wrongDescription(wrong + 1));
    }
    return trailing < 0 || wrong >= 0 && wrong < trailing ? wrong : trailing;
  }

  private StreamException wrongDescription(long at) {
    return scanner.descriptionCut()
        ? new TruncatedStreamException(
            Clause.ELEMENT_COMPLETE, at, "the input ends inside the description")
        : new MalformedStreamException(
            Clause.VMDESC_LENGTH,
            at,
            "06 after EOF, but no JSON object after it of a length up to "
                + limits.maxVmdescBytes()
                + " (LIM-003)");
  }

  private void sectionFound(
      SectionHeader header, long from, long length, SectionEnd how, boolean footer)
      throws IOException {
    if (header.type() == ElementType.FULL) {
      found.add(new Found(header.name(), header.instance(), length));
    }
    visitor.sectionEndKnown(header, how);
    visitor.sectionEnd(header, from, length, footer);
  }

  private void readOpaque(SectionHeader header) throws IOException {
    if (!sections.ramEnded()) {
      throw new UnsupportedStreamException(
          Clause.DEVICE_SECTION_OPAQUE,
          header.offset(),
          "section '"
              + header.name()
              + "' comes before the ram section's END in a stream without footers,"
              + " so what follows it cannot be found");
    }
    if (!skipToDescription()) {
      visitor.warning(
          Clause.DEVICE_SECTION_OPAQUE,
          header.offset(),
          "the device sections have neither footers nor a description:"
              + " whether they are whole cannot be told");
    }
    long eof = input.offset() - 1;
    opaqueBytes = eof - header.offset();
    visitor.opaqueSections(header.offset(), opaqueBytes);
    visitor.endOfFile(eof);
  }

  /** Takes everything through EOF; returns whether a description follows. */
  private boolean skipToDescription() throws IOException {
    int last = -1;
    while (input.available(1)) {
      if (input.peek(0) == SectionType.EOF && VmdescReader.completeEnd(input, 1, limits) >= 0) {
        input.advance(1);
        return true;
      }
      last = input.u8();
    }
    if (last != SectionType.EOF && !guess && input.offset() % SECTOR_BYTES != 0) {
      // CON-023: "If there is none, EOF is the input's last byte …" CON-040: "One 00 ends the
      // sections; a stream without it is cut."
      throw new TruncatedStreamException(
          Clause.EOF, input.offset(), "the input does not end with EOF (00)");
    }
    return false;
  }

  // CON-044: "A reader compares the device sections that it found with the description's …"
  public void compareWith(long at, VmDescription description) throws IOException {
    if (opaqueBytes >= 0) {
      long described =
          description.devices().stream().mapToLong(VmDescription.Device::sectionBytes).sum();
      boolean atLeast = description.devices().stream().anyMatch(VmDescription.Device::atLeast);
      if (atLeast ? opaqueBytes < described : opaqueBytes != described) {
        disagree(
            at,
            "device sections of "
                + opaqueBytes
                + " bytes; the description has "
                + (atLeast ? "at least " : "")
                + described);
      }
      return;
    }
    List<VmDescription.Device> devices = description.devices();
    if (devices.size() != found.size()) {
      disagree(at, found.size() + " device sections; the description has " + devices.size());
      return;
    }
    for (int i = 0; i < found.size(); i++) {
      VmDescription.Device device = devices.get(i);
      Found section = found.get(i);
      if (!section.agreesWith(device)) {
        disagree(at, "device section " + section.differenceFrom(device));
      }
    }
  }

  private void disagree(long at, String detail) throws IOException {
    visitor.warning(Clause.VMDESC_AGREES, at, detail);
  }
}
