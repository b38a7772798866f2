package org.ramwire.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ramwire.codec.SectionTable.Footers;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamException;
import org.ramwire.format.TruncatedStreamException;
import org.ramwire.format.UnsupportedStreamException;

/**
 * The way past sections that are not ram: their content is the device's and their length is nowhere
 * in front of them (CON-022, CON-023).
 *
 * <p>With footers each section ends at its own. Without, everything to EOF is one opaque piece, and
 * only the description behind EOF can say whether its length is right (CON-044).
 */
final class DeviceSectionWalk {

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

  private final StreamInput input;
  private final Limits limits;
  private final SectionTable sections;
  private final StreamVisitor visitor;
  private final DeviceSectionScanner scanner;
  private final List<Found> found = new ArrayList<>();

  /** The length of the opaque piece, or -1 if there was none. */
  private long opaqueBytes = -1;

  private long trailingBytes;

  DeviceSectionWalk(
      StreamInput input, Limits limits, SectionTable sections, StreamVisitor visitor) {
    this.input = input;
    this.limits = limits;
    this.sections = sections;
    this.visitor = visitor;
    this.scanner = new DeviceSectionScanner(input, limits, sections);
  }

  /** Returns how many bytes behind the stream's end have been taken with its last section. */
  long trailingBytes() {
    return trailingBytes;
  }

  /** Takes a section whose head has been taken; returns false if EOF was taken with it. */
  boolean readPayloadAndFooter(SectionHeader header) throws IOException {
    if (sections.footers == Footers.ABSENT) {
      readOpaque(header);
      return false;
    }
    return readToFooter(header);
  }

  private boolean readToFooter(SectionHeader header) throws IOException {
    long from = input.offset();
    if (scanner.skipToFooter(header.id())) {
      sections.footers = Footers.PRESENT;
      long length = input.offset() - from;
      input.advance(DeviceSectionScanner.FOOTER_BYTES);
      sectionFound(header, from, length);
      return true;
    }
    long eof = eofWithoutBetterEnd();
    if (eof >= 0) {
      sectionFound(header, from, eof - DeviceSectionScanner.FOOTER_BYTES - from);
      trailingBytes = input.offset() - (eof + 1);
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
        "section '" + header.name() + "' has no footer with an element behind it");
  }

  /** Returns where EOF stands though nothing counts behind any footer, or -1 if it does not. */
  private long eofWithoutBetterEnd() throws StreamException {
    long wrong = scanner.eofBeforeWrongDescription();
    long trailing = scanner.eofBeforeTrailingBytes();
    if (wrong >= 0 && sections.strict() && scanner.descriptionCut()) {
      throw new TruncatedStreamException(
          Clause.ELEMENT_COMPLETE, wrong + 1, "the input ends inside the description");
    }
    if (wrong >= 0 && sections.strict()) {
      throw new MalformedStreamException(
          Clause.VMDESC_LENGTH,
          wrong + 1,
          "06 behind EOF, but no length and JSON object behind it");
    }
    return trailing < 0 || wrong >= 0 && wrong < trailing ? wrong : trailing;
  }

  private void sectionFound(SectionHeader header, long from, long length) throws IOException {
    if (header.type() == SectionType.FULL) {
      found.add(new Found(header.name(), header.instance(), length));
    }
    visitor.sectionEnd(header, from, length, true);
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
    boolean described = skipToDescription();
    long eof = input.offset() - 1;
    opaqueBytes = eof - header.offset();
    visitor.opaqueSections(header.offset(), opaqueBytes);
    if (!described) {
      visitor.warning(
          Clause.DEVICE_SECTION_OPAQUE,
          header.offset(),
          "the device sections have neither footers nor a description:"
              + " whether they are whole cannot be told");
    }
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
    if (last != SectionType.EOF) {
      // CON-040: "One 00 ends the sections; a stream without it is cut."
      throw new TruncatedStreamException(
          Clause.EOF, input.offset(), "the input does not end with EOF (00)");
    }
    return false;
  }

  // CON-044: "A reader compares the device sections that it found with the description's …"
  void compareWith(long at, VmDescription description) throws IOException {
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
