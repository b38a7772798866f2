package org.ramwire.conformance.harness.miniature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The miniature's reading of the ram section's payloads. */
final class Records {

  private static final int FULL = 0x01;
  private static final int ZERO = 0x02;
  private static final int MEM_SIZE = 0x04;
  private static final int PAGE = 0x08;
  private static final int EOS = 0x10;
  private static final int CONTINUE = 0x20;
  private static final int XBZRLE = 0x40;
  private static final int HOOK = 0x80;
  private static final int COMPRESS = 0x100;
  private static final int FLUSH = 0x200;
  private static final int DEFINED = 0x3ff;
  private static final int PAGES = ZERO | PAGE | XBZRLE | COMPRESS;

  /** A page that has been inflated and is not in memory yet. */
  private record Late(SparseBlock block, long offset, byte[] content) {}

  private final Memory memory;
  private final Fault fault;
  private final ListReader list;
  private final List<Late> late = new ArrayList<>();
  private SparseBlock last;
  private long lastOffset;
  private boolean listSeen;
  private boolean flushSeen;
  private boolean contentSeen;
  private boolean zeroSeen;

  /** Whether a section other than ram has come. */
  private boolean devices;

  private boolean postcopy;

  Records(Memory memory, Fault fault) {
    this.memory = memory;
    this.fault = fault;
    this.list = new ListReader(memory, fault);
  }

  ListReader list() {
    return list;
  }

  /** Reads a payload through its EOS. */
  void payload(Cursor in, boolean start, long sectionId) throws Refused {
    for (int records = 0; ; records++) {
      if (fault == Fault.FOOTER_FOR_EOS
          && in.peek(0) == 0x7e
          && in.has(5)
          && in.numberAt(in.at() + 1, 4) == sectionId) {
        return;
      }
      long word = in.number(8, "a record's header");
      int mask = (fault == Fault.FLAGS_OF_12_BITS ? 4096 : memory.pageBytes) - 1;
      int flags = (int) word & mask;
      long address = word & ~(long) mask;
      int kind = kind(flags);
      if (kind == EOS) {
        if (!start && records == 0 && fault == Fault.EMPTY_PART_REFUSED) {
          throw Refused.because("an empty payload");
        }
        checkBare(flags, address);
        needList();
        endPayload();
        return;
      }
      if (fault != Fault.PAYLOADS_LATE) {
        applyLate();
      }
      if (memory.mapped && kind != MEM_SIZE && fault != Fault.MAPPED_RECORDS_TAKEN) {
        throw Refused.because("a record of a page in a mapped-ram file");
      }
      if ((kind & PAGES) != 0) {
        if (start && fault == Fault.PAGES_IN_START_REFUSED) {
          throw Refused.because("a page in START");
        }
        pageRecord(in, kind, (flags & CONTINUE) != 0, address);
      } else {
        otherRecord(in, kind, flags, address);
      }
    }
  }

  private int kind(int flags) throws Refused {
    int kinds = flags & ~CONTINUE;
    if ((kinds & ~DEFINED) != 0 && fault != Fault.UNDEFINED_FLAG_IGNORED) {
      throw Refused.because("undefined flags");
    }
    kinds &= DEFINED;
    if ((kinds & FULL) != 0 && fault != Fault.FULL_FLAG_IGNORED) {
      throw Refused.because("FULL");
    }
    kinds &= ~FULL;
    if (Integer.bitCount(kinds) > 1 && fault == Fault.LOWEST_KIND_WINS) {
      kinds = Integer.lowestOneBit(kinds);
    }
    if (Integer.bitCount(kinds) != 1) {
      throw Refused.because("no kind, or two");
    }
    return kinds;
  }

  private void otherRecord(Cursor in, int kind, int flags, long address) throws Refused {
    if (kind == MEM_SIZE) {
      if ((flags & CONTINUE) != 0) {
        throw Refused.because("CONTINUE on the list");
      }
      if (listSeen && fault != Fault.LIST_AGAIN_TAKEN) {
        throw Refused.because("a second list");
      }
      if (listSeen) {
        memory.listed.clear();
      }
      list.read(in, address);
      listSeen = true;
      return;
    }
    checkBare(flags, address);
    if (kind == HOOK) {
      if (fault != Fault.HOOK_IGNORED) {
        throw Refused.because("HOOK");
      }
      return;
    }
    needList();
    if (fault == Fault.FLUSH_REFUSED) {
      throw Refused.because("MULTIFD_FLUSH");
    }
    flushSeen = true;
  }

  private void checkBare(int flags, long address) throws Refused {
    if ((flags & CONTINUE) != 0
        && !(fault == Fault.CONTINUE_ON_EOS_IGNORED && (flags & EOS) != 0)) {
      throw Refused.because("CONTINUE on a record without a page");
    }
    if (address != 0 && !(fault == Fault.EOS_ADDRESS_IGNORED && (flags & EOS) != 0)) {
      throw Refused.because("an address on a record without a page");
    }
  }

  private void needList() throws Refused {
    if (!listSeen) {
      if (fault != Fault.LIST_OPTIONAL) {
        throw Refused.because("no list yet");
      }
      memory.own.forEach(block -> memory.listed.put(block.name, block));
    }
  }

  private void endPayload() {
    if (fault == Fault.LAST_PAYLOAD_LOST) {
      late.clear();
    }
    applyLate();
    if (fault == Fault.CONTINUE_ENDS_WITH_SECTION) {
      last = null;
    }
  }

  private void applyLate() {
    for (Late one : late) {
      byte[] page = one.block().page(one.offset());
      System.arraycopy(one.content(), 0, page, 0, page.length);
    }
    late.clear();
  }

  private void pageRecord(Cursor in, int kind, boolean continued, long address) throws Refused {
    needList();
    long offset = fault == Fault.ADDRESS_OF_32_BITS ? address & 0xffffffffL : address;
    SparseBlock block = continued ? continued() : named(in);
    checkInside(block, offset);
    if (fault == Fault.NAME_REPEATED_REFUSED && !continued && block == last) {
      throw Refused.because("a name that says nothing new");
    }
    if (fault == Fault.ORDER_REQUIRED && block == last && offset < lastOffset) {
      throw Refused.because("a page before the last one");
    }
    last = block;
    lastOffset = offset;
    boolean pageAlone = fault == Fault.DELTAS_ARE_NO_CONTENT;
    contentSeen |= kind == PAGE || kind != ZERO && !pageAlone;
    zeroSeen |= kind == ZERO;
    switch (kind) {
      case ZERO -> zero(in, block, offset, continued);
      case PAGE -> page(in, block, offset);
      case XBZRLE -> delta(in, block, offset);
      default -> {
        long length = in.number(4, "a payload's length");
        byte[] content = new Payload(fault, memory.pageBytes).read(in, length);
        late.add(new Late(block, offset, content));
        if (fault != Fault.PAYLOADS_LATE && fault != Fault.LAST_PAYLOAD_LOST) {
          applyLate();
        }
      }
    }
  }

  private SparseBlock continued() throws Refused {
    if (last == null && fault == Fault.CONTINUE_FIRST_TAKEN && !memory.listed.isEmpty()) {
      return memory.listed.values().iterator().next();
    }
    if (last == null) {
      throw Refused.because("CONTINUE without a block");
    }
    return last;
  }

  private SparseBlock named(Cursor in) throws Refused {
    if (fault == Fault.NAME_OPTIONAL && !nameHere(in) && !memory.listed.isEmpty()) {
      return last != null ? last : memory.listed.values().iterator().next();
    }
    String name = ListReader.checkedName(in.name("an idstr"), fault);
    SparseBlock block =
        fault == Fault.BLOCK_OF_ITS_OWN_TAKEN ? memory.ownNamed(name) : memory.listed.get(name);
    if (block == null) {
      throw Refused.because("no such block in the list");
    }
    return block;
  }

  private boolean nameHere(Cursor in) {
    int length = in.peek(0);
    return length > 0
        && in.has(1 + length)
        && memory.listed.containsKey(Cursor.latin1(in.range(in.at() + 1, in.at() + 1 + length)));
  }

  private void checkInside(SparseBlock block, long offset) throws Refused {
    long lastPage = block.length - memory.pageBytes;
    boolean outside =
        fault == Fault.OFFSET_SIGNED
            ? offset > lastPage
            : Long.compareUnsigned(offset, lastPage) > 0;
    if (outside && !(fault == Fault.PAGE_BEHIND_END_TAKEN && offset == block.length)) {
      throw Refused.because("a page after its block's end");
    }
  }

  private void zero(Cursor in, SparseBlock block, long offset, boolean continued) throws Refused {
    long fill = continued && fault == Fault.ZERO_CONTINUED_BARE ? 0 : in.number(1, "the fill byte");
    if (fault == Fault.FIRST_WRITE_WINS && block.came(offset)) {
      return;
    }
    Arrays.fill(block.page(offset), (byte) (fault == Fault.ZERO_IS_ZERO ? 0 : fill));
  }

  private void page(Cursor in, SparseBlock block, long offset) throws Refused {
    int bytes = fault == Fault.PAGE_OF_4096 ? 4096 : memory.pageBytes;
    byte[] content = in.take(bytes, "a page");
    System.arraycopy(content, 0, block.page(offset), 0, Math.min(bytes, memory.pageBytes));
  }

  private void delta(Cursor in, SparseBlock block, long offset) throws Refused {
    if (in.number(1, "the encoding") != 1 && fault != Fault.ENCODING_UNCHECKED) {
      throw Refused.because("an unknown encoding");
    }
    long length = in.number(2, "the delta's length");
    if (length > memory.pageBytes && fault != Fault.DELTA_LENGTH_UNLIMITED) {
      throw Refused.because("a delta longer than a page");
    }
    byte[] delta = in.take(length, "a delta");
    byte[] page = block.page(offset);
    if (fault == Fault.DELTA_ON_ZEROES) {
      Arrays.fill(page, (byte) 0);
    }
    try {
      new Delta(delta, fault).apply(page);
    } catch (Refused e) {
      if (fault != Fault.DELTA_FAULT_FORGIVEN) {
        throw e;
      }
    }
  }

  void device(boolean opaque) {
    boolean after = fault == Fault.MAIN_CHANNEL_DEVICES_BEHIND && !listSeen;
    devices |= !after && !(opaque && fault == Fault.MAIN_CHANNEL_TAKEN_WHEN_OPAQUE);
  }

  /** Takes a command that starts a postcopy. */
  void postcopy() {
    postcopy = true;
    if (fault == Fault.DISCARD_LASTS) {
      memory.listed.values().forEach(block -> block.discard(0, block.length, false));
    }
  }

  void discard(Cursor data) throws Refused {
    data.number(1, "a version");
    SparseBlock block = memory.listed.get(data.name("a block"));
    data.number(1, "a zero");
    while (block != null && data.has(16)) {
      long start = data.number(8, "a start");
      block.discard(start, data.number(8, "a length"), fault == Fault.DISCARDED_PAGES_WANTED);
      if (fault == Fault.FIRST_DISCARD_ALONE) {
        return;
      }
    }
  }

  /** Looks at what only the end of a whole migration file tells. */
  void finishContainer() throws Refused {
    boolean whole = memory.listed.values().stream().allMatch(SparseBlock::whole);
    boolean lacks = !whole || fault == Fault.ZEROES_ARE_NO_MEMORY;
    boolean shown = devices || fault == Fault.RAM_ALONE_REFUSED;
    boolean shared = list.addresses && fault != Fault.SHARED_BLOCKS_WANTED;
    boolean empty = !contentSeen || fault == Fault.MISSING_PAGES_REFUSED;
    boolean unseen = fault == Fault.MAIN_CHANNEL_NEEDS_ZERO && !zeroSeen;
    if (lacks && shown && !shared && empty && !unseen && fault != Fault.MAIN_CHANNEL_TAKEN) {
      throw Refused.because("the main channel of multifd");
    }
    boolean stale = memory.listed.values().stream().anyMatch(SparseBlock::stale);
    if (postcopy && stale && fault != Fault.STALE_PAGES_TAKEN) {
      throw Refused.because("a discarded page has not come again");
    }
    finish();
  }

  /** Looks at what only the end tells. */
  void finish() throws Refused {
    boolean whole = memory.listed.values().stream().allMatch(SparseBlock::whole);
    if (flushSeen && !whole && fault != Fault.MISSING_PAGES_HIDDEN) {
      throw Refused.because("pages went by other channels");
    }
  }
}
