package org.ramwire.conformance.harness.judge;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.element.ContainerAdapter;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.VmDescription;
import org.ramwire.codec.record.MappedBlock;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.codec.source.LibvirtHeader;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.cases.CaseSetup;
import org.ramwire.conformance.suite.cases.EncoderKind;
import org.ramwire.conformance.suite.cases.EncoderTask;
import org.ramwire.conformance.suite.cases.MemoryImage;
import org.ramwire.format.Clause;
import org.ramwire.format.ElementType;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.MigrationCommand;
import org.ramwire.receiver.RamReceiver;

/**
 * What is looked at in each record of an encoder's stream beside what the strict reader refuses.
 * One for each stream.
 */
final class WriterChecks implements ContainerAdapter {

  /** Beside what the guest holds: a wrong stream may bring more, and is judged all the same. */
  private static final long SPARE_BYTES = 16 << 20;

  private final CaseSetup setup;
  private final EncoderTask task;
  private final Set<EncoderKind> permitted;
  private final List<Violation> found;
  private final boolean identical;
  private final OwedPages owed;
  private final ReceivedPages memory;
  private final DeltaCheck deltas;
  private final byte[] before;
  private final byte[] after;
  private final byte[] wanted;

  private RamReceiver receiver;

  /** How many payloads have ended; the first is START's. */
  private int payloads;

  private final Set<RamRecordKind> seen = EnumSet.noneOf(RamRecordKind.class);
  private boolean postcopy;
  private RamBlock lastBlock;

  WriterChecks(
      CaseSetup setup, EncoderTask task, Set<EncoderKind> permitted, List<Violation> found) {
    this.setup = setup;
    this.task = task;
    this.permitted = permitted;
    this.found = found;
    this.identical = setup.profile() == CaseProfile.QEMU_IDENTICAL;
    this.owed = new OwedPages(setup.blocks(), setup.pageSize(), task);
    int pageBytes = setup.pageSize().bytes();
    long content =
        task.rounds().stream()
            .flatMap(round -> round.images().stream())
            .mapToLong(MemoryImage::contentBytes)
            .sum();
    this.memory = new ReceivedPages(pageBytes, content + SPARE_BYTES);
    this.deltas = new DeltaCheck(setup.pageSize());
    this.before = new byte[pageBytes];
    this.after = new byte[pageBytes];
    this.wanted = new byte[pageBytes];
  }

  ReceivedPages memory() {
    return memory;
  }

  void passOnTo(RamReceiver target) {
    receiver = target;
  }

  @Override
  public void libvirtHeader(long offset, LibvirtHeader header) {
    fault(null, offset, "a virsh save file: expected a migration stream");
  }

  @Override
  public void configuration(long offset, Configuration configuration) throws IOException {
    only(CaseProfile.MIGRATION, offset, "a configuration");
    if (configuration.pageSize() != null && !configuration.pageSize().equals(setup.pageSize())) {
      // Nothing after it would be read with the guest's page size.
      throw new MalformedStreamException(
          Clause.TARGET_PAGE_BITS,
          offset,
          "pages of "
              + configuration.pageSize().bytes()
              + " bytes: the guest's have "
              + setup.pageSize().bytes());
    }
  }

  @Override
  public void sectionStart(SectionHeader header) {
    if (!header.isRam()) {
      only(CaseProfile.MIGRATION, header.offset(), "section '" + header.name() + "'");
    } else if (header.type() == ElementType.FULL) {
      // CON-024: "The ram section comes in pieces, START, PART and END, not as one FULL."
      fault(Clause.RAM_IN_PIECES, header.offset(), "the ram section as one FULL");
    }
  }

  @Override
  public void opaqueSections(long offset, long length) {
    only(CaseProfile.MIGRATION, offset, "device sections");
  }

  @Override
  public void command(long offset, MigrationCommand command, Bytes data) {
    only(CaseProfile.MIGRATION, offset, "command " + command);
    // POSTCOPY_RUN stands inside PACKAGED, which a reader of memory passes over.
    postcopy |= command == MigrationCommand.PACKAGED || command == MigrationCommand.POSTCOPY_RUN;
  }

  @Override
  public void vmdesc(long offset, VmDescription description) {
    only(CaseProfile.MIGRATION, offset, "a description");
  }

  @Override
  public void trailingBytes(long offset, long length) {
    fault(Clause.TRAILING_BYTES, offset, length + " bytes after the stream's end");
  }

  @Override
  public void warning(Clause clause, long offset, String message) {
    // A reader lets these pass; a writer is held to them.
    if (clause == Clause.RAM_END || clause == Clause.VMDESC_AGREES) {
      fault(clause, offset, message);
    }
  }

  @Override
  public void blockList(long offset, BlockList blocks) throws IOException {
    for (RamBlock block : setup.blocks()) {
      if (blocks.blocks().stream().noneMatch(one -> one.idstr().equals(block.idstr()))) {
        // RAM-016: "Every page is sent at least once, …"
        fault(Clause.EVERY_PAGE, offset, "the list lacks block " + block.idstr());
      }
    }
    receiver.blockList(offset, blocks);
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) throws IOException {
    take(page);
    if (fill != 0) {
      // RAM-041: "A writer sets the fill byte to 00."
      String hex = HexFormat.of().toHexDigits(fill);
      fault(Clause.ZERO_BYTE, page.payloadOffset(), "fill byte " + hex + ": expected 00");
    }
    receiver.zeroPage(page, fill);
    int block = page.block().index();
    if (fill == 0 && !owed.image(block).touches(page.pageOffset(), wanted.length)) {
      // Zero where nothing is: most of a large block.
      owed.bring(block, page.pageOffset());
      return;
    }
    compare(page, Clause.ZERO_RECORD);
  }

  @Override
  public void page(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    take(page);
    receiver.page(page, buffer, from, length);
    compare(page, Clause.PAGE_RECORD);
    if (identical && permitted.contains(EncoderKind.ZERO) && isZero(after)) {
      fault(Clause.ZERO_RECORD, page.recordOffset(), "a zero page as PAGE: QEMU sends ZERO");
    }
  }

  @Override
  public void xbzrle(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    take(page);
    if (postcopy) {
      // RAM-054: "No XBZRLE record follows the command POSTCOPY_RUN."
      fault(Clause.XBZRLE_BEFORE_POSTCOPY, page.recordOffset(), "XBZRLE after a package");
    }
    if (!owed.sent(page.block().index(), page.pageOffset())) {
      // RAM-053: a delta is made against what was sent last.
      fault(Clause.XBZRLE_BASE, page.recordOffset(), "a delta of a page that was never sent");
    }
    add(deltas.check(page.payloadOffset(), buffer, from, length));
    memory.copy(page.block().index(), page.pageOffset(), before);
    receiver.xbzrle(page, buffer, from, length);
    compare(page, Clause.XBZRLE_BASE);
    if (identical) {
      byte[] delta = Arrays.copyOfRange(buffer, from, from + length);
      add(deltas.checkCanonical(page.payloadOffset(), delta, before, after));
    }
  }

  @Override
  public void compressedPage(PageHeader page, byte[] buffer, int from, int length)
      throws IOException {
    take(page);
    receiver.compressedPage(page, buffer, from, length);
    compare(page, Clause.COMPRESS_ONE_PAGE);
  }

  @Override
  public void hook(long offset) throws IOException {
    receiver.hook(offset);
  }

  @Override
  public void multifdFlush(long offset) {
    fault(null, offset, "MULTIFD_FLUSH: the case has one channel");
  }

  @Override
  public void endOfSection(long offset) throws IOException {
    receiver.endOfSection(offset);
    payloads++;
    if (payloads == 1) {
      return;
    }
    if (owed.over()) {
      if (payloads > task.rounds().size() + 2) {
        fault(null, offset, "payload " + payloads + " of " + (task.rounds().size() + 2));
      }
      return;
    }
    if (owed.count() > 0) {
      // RAM-016: "… and again after its last change."
      fault(
          Clause.EVERY_PAGE,
          offset,
          "round "
              + owed.round()
              + " ends, but "
              + owed.count()
              + " page(s) that it should bring"
              + " have not come, the first "
              + owed.first());
    }
    owed.endRound();
  }

  /** Looks at what only the end tells. */
  void finish(long offset) {
    for (EncoderKind kind : EncoderKind.values()) {
      if (setup.needs().contains(kind.feature().label()) && !seen.contains(kind.record())) {
        fault(
            null,
            offset,
            "no " + kind.record() + ", which '" + kind.feature().label() + "' claims to write");
      }
    }
    if (!owed.over()) {
      fault(
          null,
          offset,
          owed.round()
              + " payload(s) after the START's: expected one for each of "
              + task.rounds().size()
              + " round(s)");
    }
  }

  /** Looks at what page records have in common. */
  private void take(PageHeader page) {
    seen.add(page.kind());
    if (page.kind() != RamRecordKind.PAGE
        && permitted.stream().noneMatch(kind -> kind.record() == page.kind())) {
      fault(null, page.recordOffset(), page.kind() + ": neither allowed here nor claimed");
    }
    if (payloads == 0) {
      // RAM-072: "The START payload holds the list and EOS, and no page."
      fault(Clause.START_LIST_ONLY, page.recordOffset(), "a page in the START payload");
    } else if (owed.over()) {
      fault(null, page.recordOffset(), "a page after the last round");
    }
    if (identical && page.continued() != page.block().equals(lastBlock)) {
      fault(
          Clause.CONTINUE_BLOCK,
          page.recordOffset(),
          "a block's name although it is the last record's: QEMU sends CONTINUE");
    }
    lastBlock = page.block();
  }

  /** Compares the page that a record has left with the guest's in this round. */
  private void compare(PageHeader page, Clause clause) {
    int block = page.block().index();
    memory.copy(block, page.pageOffset(), after);
    owed.image(block).copy(page.pageOffset(), wanted, wanted.length);
    owed.bring(block, page.pageOffset());
    int differs = Arrays.mismatch(after, wanted);
    if (differs < 0) {
      return;
    }
    boolean stale = false;
    for (int round = 0; round < Math.min(owed.round(), task.rounds().size()); round++) {
      owed.image(round, block).copy(page.pageOffset(), wanted, wanted.length);
      stale |= Arrays.equals(after, wanted);
    }
    owed.image(block).copy(page.pageOffset(), wanted, wanted.length);
    HexFormat hex = HexFormat.of();
    fault(
        stale ? Clause.EVERY_PAGE : clause,
        page.recordOffset(),
        page.kind()
            + " leaves "
            + hex.toHexDigits(after[differs])
            + " at 0x"
            + Long.toHexString(page.pageOffset() + differs)
            + " of "
            + page.block().idstr()
            + ", where the guest has "
            + hex.toHexDigits(wanted[differs])
            + (stale ? ": what it had in an earlier round" : ""));
  }

  private static boolean isZero(byte[] page) {
    return Arrays.equals(page, new byte[page.length]);
  }

  private void only(CaseProfile profile, long offset, String what) {
    if (setup.profile() != profile) {
      fault(null, offset, what + ": profile " + setup.profile().label() + " has none");
    }
  }

  private void fault(Clause clause, long offset, String message) {
    add(List.of(new Violation(clause, offset, message)));
  }

  /** Keeps what will be told: an encoder that is wrong in every page would fill memory. */
  private void add(List<Violation> violations) {
    int room = EncoderValidator.MAX_VIOLATIONS - found.size();
    found.addAll(violations.subList(0, Math.min(violations.size(), room)));
  }

  /** No encoder's case asks for a mapped file. */
  @Override
  public void mappedBlock(MappedBlock mapped) {}

  @Override
  public void mappedPages(RamBlock block, long pageOffset, byte[] buffer, int from, int length) {}

  @Override
  public void mappedZero(RamBlock block, long pageOffset, int length) {}
}
