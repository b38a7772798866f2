package org.ramwire.conformance.harness.miniature;

/** The miniature's reading of the block list. */
final class ListReader {

  private static final int MAX_BLOCKS = 4096;
  private static final long MAX_BYTES = 64L << 40;

  private final Memory memory;
  private final Fault fault;
  private final MappedEntry mapped;

  /** Whether entries have an address. */
  boolean addresses;

  /** The page sizes of all blocks, ored, or 0 without postcopy. */
  long adviceSizes;

  ListReader(Memory memory, Fault fault) {
    this.memory = memory;
    this.fault = fault;
    this.mapped = new MappedEntry(memory, fault);
  }

  void read(Cursor in, long total) throws Refused {
    if (Long.compareUnsigned(total, MAX_BYTES) > 0) {
      if (fault == Fault.LIST_BELIEVED) {
        throw new OutOfMemoryError(Long.toUnsignedString(total));
      }
      throw Refused.because("more memory than anybody has");
    }
    long left = total;
    int lastIndex = -1;
    while (left != 0 && !(fault == Fault.TOTAL_UNCHECKED && in.peek(0) == 0)) {
      String name = checkedName(in.name("the list"), fault);
      long length = length(in);
      SparseBlock block = memory.ownNamed(name);
      if (length > left) {
        if (fault != Fault.OVERSHOOT_TAKEN) {
          throw Refused.because("an entry passes the total");
        }
        left = length;
      }
      left -= length;
      readExtras(in, left);
      checkEntry(name, block, length);
      if (fault == Fault.LIST_IN_ITS_ORDER && block.index < lastIndex) {
        throw Refused.because("another order");
      }
      if (memory.listed.size() == MAX_BLOCKS) {
        throw Refused.because("too many blocks");
      }
      if (block == null) {
        block = new SparseBlock(-1, name, length, memory.pageBytes);
      }
      if (memory.mapped) {
        mapped.read(in, block, addresses);
      }
      lastIndex = block.index;
      memory.listed.put(name, block);
    }
  }

  private long length(Cursor in) throws Refused {
    long length = in.number(fault == Fault.LENGTH_OF_32_BITS ? 4 : 8, "the list");
    long partial = length % memory.pageBytes;
    if (partial != 0 && fault == Fault.LENGTH_ROUNDED_UP) {
      return length - partial + memory.pageBytes;
    }
    if (length <= 0 || partial != 0) {
      throw Refused.because("a used length of " + length);
    }
    return length;
  }

  private void readExtras(Cursor in, long left) throws Refused {
    if (adviceSizes != 0 && in.has(8) && fault != Fault.BLOCK_PAGE_SIZE_UNREAD) {
      long size = in.numberAt(in.at(), 8);
      if (size >= 1024
          && size != memory.pageBytes
          && ((size & size - 1) == 0 || fault == Fault.BLOCK_PAGE_SIZE_ODD)
          && (size & adviceSizes) != 0
          && (fault == Fault.NAMELESS_ENTRY_AS_PAGE_SIZE || !namelessEntry(in, left))) {
        in.take(8, "a block's page size");
      }
    }
    if (addresses && fault != Fault.BLOCK_ADDRESS_UNREAD) {
      in.take(8, "a block's address");
    }
  }

  /** Tells an entry with an empty name from a page size, by what stands after eight bytes. */
  private boolean namelessEntry(Cursor in, long left) {
    if (left == 0 || !in.has(17) || in.peek(8) != 0) {
      return false;
    }
    long length = in.numberAt(in.at() + 9, 8);
    return length <= 0 || length > left || length % memory.pageBytes != 0;
  }

  private void checkEntry(String name, SparseBlock own, long length) throws Refused {
    if (memory.listed.containsKey(name) && fault != Fault.BLOCK_TWICE_TAKEN) {
      throw Refused.because("a block twice");
    }
    if (own == null && fault != Fault.BLOCK_UNKNOWN_PASSED) {
      throw Refused.because("no such block here");
    }
    if (own != null && own.length != length && fault != Fault.BLOCK_LENGTH_UNCHECKED) {
      throw Refused.because("another length here");
    }
  }

  /** Refuses what is no name, or ends it at its NUL. */
  static String checkedName(String name, Fault fault) throws Refused {
    int nul = name.indexOf(0);
    if (nul > 0 && fault == Fault.NAME_ENDS_AT_NUL) {
      return name.substring(0, nul);
    }
    if (nul >= 0 || name.isEmpty() && fault == Fault.EMPTY_NAME_REFUSED) {
      throw Refused.because("no name");
    }
    return name;
  }
}
