package org.ramwire.codec.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Limits;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamVisitor;
import org.ramwire.codec.element.VmDescription;
import org.ramwire.codec.section.DescribedSizes;
import org.ramwire.codec.section.DeviceSectionWalk;
import org.ramwire.codec.section.ElementLoop;
import org.ramwire.codec.section.PackageWalk;
import org.ramwire.codec.section.SectionTable;
import org.ramwire.codec.section.StatedPageSize;
import org.ramwire.codec.section.VmdescReader;
import org.ramwire.codec.source.StreamWrapper;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamConstants;
import org.ramwire.format.TruncatedStreamException;
import org.ramwire.format.UnsupportedStreamException;

/**
 * A reader of a whole migration stream: calls a visitor for each element, and for each record of
 * the ram section.
 *
 * <p>Reads forward only, so a pipe will do, and holds no more than its window. One reader reads one
 * stream. Not thread-safe.
 */
public final class MigrationStreamReader {

  private final StreamInput input;
  private final StreamVisitor visitor;
  private final Limits limits;
  private final SectionTable sections;
  private final DeviceSectionWalk devices;

  private ReaderOptions options;
  private long fileOrigin;

  /** What has been taken off before the stream, or null. */
  private final @Nullable StreamWrapper wrapper;

  private RamSectionReader ram;

  private MigrationStreamReader(
      StreamInput input,
      ReaderOptions options,
      StreamVisitor visitor,
      @Nullable StreamWrapper wrapper) {
    this.input = input;
    this.options = options;
    this.visitor = visitor;
    this.wrapper = wrapper;
    this.limits = options.limits();
    this.sections = new SectionTable(limits, options.strictness());
    this.devices = new DeviceSectionWalk(input, options, sections, visitor);
  }

  /**
   * Takes off what stands before a stream, and prepares to read the stream itself.
   *
   * <p>Offsets in errors and in what the visitor gets count from the input's first byte, before the
   * wrapper.
   *
   * @param input stands at the first byte of a stream or of a virsh save file
   * @param options page size, strictness, limits and the receiver's blocks
   * @param visitor takes the elements; of the wrapper already here
   * @return a reader of the stream
   * @throws org.ramwire.format.StreamException if the wrapper cannot be taken off (LIB-001,
   *     LIB-002, CON-050)
   * @throws IOException if the channel or the visitor fails
   */
  public static MigrationStreamReader open(
      StreamInput input, ReaderOptions options, StreamVisitor visitor) throws IOException {
    StreamWrapper wrapper = StreamWrapper.takeOff(input);
    if (wrapper != null) {
      visitor.libvirtHeader(wrapper.offset(), wrapper.header());
    }
    return new MigrationStreamReader(input, options, visitor, wrapper);
  }

  /**
   * Names the file that the input reads, so that the description at its end can be used before it
   * comes (CON-068).
   *
   * @param file the file, which stays the caller's to close; its position is left alone
   * @param position where the input's first byte stands in the file
   */
  public void ofFile(FileChannel file, long position) {
    devices.describedBy(new DescribedSizes(file, position, limits));
  }

  /**
   * Tells how many bytes of the file stand before the input's first, because a mapped-ram file's
   * offsets count from the file's first byte (MAP-013).
   *
   * @param bytes 0 unless the stream starts later in the file
   */
  public void startsInFileAt(long bytes) {
    fileOrigin = bytes;
  }

  /**
   * Tells whether memory rests on a guess: on the order of a bitmap's words (MAP-011), on a section
   * that may end at two places or, while the stream has not been read to its end, may yet turn out
   * to.
   *
   * @return true after such a section, until the end shows that it has one end only
   */
  public boolean guessed() {
    return devices.guessed() || (ram != null && ram.guessed());
  }

  /**
   * Reads the stream through its end.
   *
   * @throws org.ramwire.format.StreamException if the stream breaks a clause
   * @throws IOException if the channel or the visitor fails
   */
  public void read() throws IOException {
    readHeader();
    readConfiguration();
    ram = new RamSectionReader(input, options, sections, visitor);
    ram.mappedRam().fileOrigin(fileOrigin);
    if (wrapper != null) {
      wrapper.checkAnnounced(sections.mappedRam());
      ram.mappedRam().writtenIn(wrapper.order());
    }
    new ElementLoop(input, sections, new Elements()).run();
    readBehindEof();
    checkWhole();
  }

  private void readHeader() throws IOException {
    long at = input.offset();
    input.require(Integer.BYTES, "the stream's magic");
    int magic = input.be32();
    if (magic != StreamConstants.MAGIC) {
      throw new MalformedStreamException(
          Clause.STREAM_MAGIC,
          at,
          String.format(
              "magic %08x: expected %08x (%s); %s",
              magic, StreamConstants.MAGIC, StreamConstants.MAGIC_TEXT, meaning(magic)));
    }
    input.require(Integer.BYTES, "the stream's version");
    int version = input.be32();
    if (version != StreamConstants.VERSION) {
      String obsolete = version == StreamConstants.OBSOLETE_VERSION ? " (2 is obsolete)" : "";
      throw new MalformedStreamException(
          Clause.STREAM_VERSION,
          at + Integer.BYTES,
          "version "
              + Integer.toUnsignedString(version)
              + obsolete
              + ": expected "
              + StreamConstants.VERSION);
    }
  }

  private static String meaning(int magic) {
    if (magic == StreamConstants.MULTIFD_MAGIC) {
      return "a channel of a multifd migration, whose main channel is another";
    }
    boolean command = magic >>> 24 == SectionType.COMMAND && (magic >>> 16 & 0xff) == 0;
    return command
        ? "a command, as a source sends first that recovers a broken postcopy"
        : "not a migration stream";
  }

  private void readConfiguration() throws IOException {
    if (!input.available(1) || input.peek(0) != SectionType.CONFIGURATION) {
      return;
    }
    long at = input.offset();
    input.advance(1);
    Configuration configuration = new ConfigurationReader(input, limits).read();
    if (configuration.pageSize() != null) {
      options = options.withPageSize(configuration.pageSize());
    }
    sections.announce(configuration);
    visitor.configuration(at, configuration);
  }

  /** What is done with each element. */
  private final class Elements implements ElementLoop.Elements {

    @Override
    public boolean section(SectionHeader header) throws IOException {
      if (!readSection(header)) {
        return false;
      }
      devices.checkDoubts();
      return true;
    }

    @Override
    public boolean command(long at) throws IOException {
      boolean goesOn = readCommand(at);
      devices.checkDoubts();
      return goesOn;
    }

    @Override
    public void endOfFile(long at) throws IOException {
      visitor.endOfFile(at);
    }

    @Override
    public void unknown(long at, int typeByte) throws MalformedStreamException {
      throw unknownType(at, typeByte);
    }

    @Override
    public void cut(long at) throws TruncatedStreamException {
      // CON-040: "One 00 ends the sections; a stream without it is cut."
      throw new TruncatedStreamException(
          Clause.EOF, at, "the input ends where a section or EOF (00) was expected");
    }
  }

  private static MalformedStreamException unknownType(long at, int type) {
    String hex = String.format("%02x", type);
    if (type == SectionType.FOOTER) {
      return new MalformedStreamException(
          Clause.FOOTER_ALL_OR_NONE,
          at,
          "a footer (7e), but the section before it has ended without one");
    }
    if (type == SectionType.CONFIGURATION) {
      return new MalformedStreamException(
          Clause.CONFIGURATION_OPTIONAL,
          at,
          "a configuration (07) that does not follow the header");
    }
    return new MalformedStreamException(
        Clause.SECTION_TYPE, at, "type byte " + hex + ": expected 00, 01, 02, 03, 04 or 08");
  }

  /** Takes a section's payload and footer; returns false if the stream's end went with it. */
  private boolean readSection(SectionHeader header) throws IOException {
    visitor.sectionStart(header);
    if (header.isRam()) {
      devices.memoryAt(header.offset());
      ram.readPayloadAndFooter(header);
      return true;
    }
    return devices.readPayloadAndFooter(header);
  }

  /** Takes a command and what follows it; returns false if the stream's end went with it. */
  private boolean readCommand(long at) throws IOException {
    devices.memoryAt(at);
    input.require(2 * Short.BYTES, "a command's head");
    int code = input.be16();
    int length = input.be16();
    MigrationCommand command = MigrationCommand.byCode(code);
    if (command == null) {
      throw new MalformedStreamException(
          Clause.COMMAND, at + 1, "command " + code + ": expected 1 to " + MigrationCommand.LAST);
    }
    if (!command.takes(length)) {
      throw new MalformedStreamException(
          Clause.COMMAND_LENGTH, at + 3, command + " with " + length + " bytes of data");
    }
    input.require(length, "the data of " + command);
    Bytes data = Bytes.of(input.bytes(length));
    visitor.command(at, command, data);
    return switch (command) {
      case POSTCOPY_ADVISE -> takeAdvice(at, data);
      case PACKAGED -> skipPackage(at, data);
      case OPEN_RETURN_PATH,
          PING,
          POSTCOPY_LISTEN,
          POSTCOPY_RUN,
          POSTCOPY_RAM_DISCARD,
          ENABLE_COLO,
          POSTCOPY_RESUME,
          RECV_BITMAP,
          SWITCHOVER_START ->
          true;
    };
  }

  private boolean takeAdvice(long at, Bytes data) throws IOException {
    if (data.length() > 0) {
      ByteBuffer fields = ByteBuffer.wrap(data.toArray());
      sections.announcePostcopyPageSizes(fields.getLong(0));
      StatedPageSize.check(at + 13, fields.getLong(8), options.pageSize(), "the postcopy advice");
    }
    return true;
  }

  private boolean skipPackage(long at, Bytes data) throws IOException {
    long length = Integer.toUnsignedLong(ByteBuffer.wrap(data.toArray()).getInt());
    // CON-032: "… n bytes of sections follow outside the command's length."
    PackageWalk.read(input, length, limits, sections, visitor);
    visitor.warning(
        Clause.COMMAND_PACKAGED, at, "a postcopy package of " + length + " bytes was skipped");
    return true;
  }

  private void readBehindEof() throws IOException {
    readVmdesc();
    ram.readPendingPages();
    long end = input.offset();
    long trailing = devices.trailingBytes();
    long unlikePadding = trailing > 0 && !devices.padded() ? end - trailing : -1;
    while (input.available(1)) {
      if (unlikePadding < 0 && !zeroAhead()) {
        unlikePadding = input.offset();
      }
      trailing += input.buffered();
      input.advance(input.buffered());
    }
    devices.settle(unlikePadding);
    if (trailing > 0) {
      visitor.trailingBytes(Math.max(end - devices.trailingBytes(), 0), trailing);
    }
  }

  private void readVmdesc() throws IOException {
    long at = input.offset();
    VmdescReader reader = new VmdescReader(input, limits, sections, visitor);
    if (!reader.present()) {
      return;
    }
    VmDescription description = reader.read(options.pageSize());
    if (description != null) {
      devices.compareWith(at, description);
    }
  }

  private boolean zeroAhead() {
    byte[] window = input.window();
    int end = input.position() + input.buffered();
    for (int i = input.position(); i < end; i++) {
      if (window[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private void checkWhole() throws IOException {
    if (!sections.ramSeen()) {
      // CON-019: "A stream holds a ram section."
      throw new UnsupportedStreamException(
          Clause.RAM_PRESENT, input.offset(), "the stream has no ram section, so no memory");
    }
    if (!sections.ramEnded()) {
      visitor.warning(
          Clause.RAM_END,
          input.offset(),
          "the ram section has no END, as in a background snapshot; EOF ends it");
    }
  }
}
