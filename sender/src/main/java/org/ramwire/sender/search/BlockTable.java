package org.ramwire.sender.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.RamBlock;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.memory.GuestBlock;
import org.ramwire.sender.memory.GuestMemory;
import org.ramwire.sender.memory.PageView;

/** The blocks of a guest as a sender knows them, kept up with the guest's list. Not thread-safe. */
public final class BlockTable {

  private final GuestMemory memory;
  private final SenderOptions options;
  private final PageView view;
  private final Map<GuestBlock, SendBlock> known = new HashMap<>();
  private List<SendBlock> all = List.of();

  /** Those of which pages are sent. */
  private List<SendBlock> sent = List.of();

  private long version;

  /** Whether the last reading missed a block that was there before. */
  private boolean gone;

  /** How many blocks have been seen, so that each gets an index of its own. */
  private int nextIndex;

  /** Reads the list of blocks; whoever compresses gets pages by the view. */
  public BlockTable(GuestMemory memory, SenderOptions options, PageView view) {
    this.memory = memory;
    this.options = options;
    this.view = view;
    read();
  }

  /** Reads the list again if it has changed, and tells whether it has. New blocks are all dirty. */
  public boolean update() {
    if (memory.listVersion() == version) {
      return false;
    }
    read();
    return true;
  }

  /** Tells whether a block has gone with the last change. */
  public boolean haveGone() {
    return gone;
  }

  private void read() {
    version = memory.listVersion();
    List<SendBlock> blocks = new ArrayList<>();
    for (GuestBlock guest : memory.blocks()) {
      SendBlock block = known.get(guest);
      if (block == null) {
        block = new SendBlock(guest, nextIndex++, options.pageSize(), view);
      }
      blocks.add(block);
    }
    gone = !blocks.containsAll(all);
    known.clear();
    blocks.forEach(block -> known.put(block.guest, block));
    all = List.copyOf(blocks);
    sent = all.stream().filter(this::isSent).toList();
    if (sent.isEmpty()) {
      throw new IllegalArgumentException("the guest has no block to send");
    }
  }

  private boolean isSent(SendBlock block) {
    return !(options.listsAddresses() && block.guest.shared());
  }

  /** Returns the blocks of which pages are sent. */
  public List<SendBlock> sent() {
    return sent;
  }

  /**
   * Takes over used lengths that have changed, and returns the first block that has one, or null.
   */
  public SendBlock updateUsedLengths() {
    SendBlock first = null;
    for (int i = 0; i < sent.size(); i++) {
      if (sent.get(i).updateUsedLength() && first == null) {
        first = sent.get(i);
      }
    }
    return first;
  }

  /** Moves what the blocks' dirty logs hold into their bitmaps. */
  public void takeDirtyLogs() throws IOException {
    for (int i = 0; i < sent.size(); i++) {
      sent.get(i).takeDirtyLog();
    }
  }

  /** Returns how many pages are dirty as far as is known. */
  public long dirtyPages() {
    long pages = 0;
    for (int i = 0; i < sent.size(); i++) {
      pages += sent.get(i).dirty.dirtyPages();
    }
    return pages;
  }

  /** Returns the used lengths together. */
  public long usedBytes() {
    long bytes = 0;
    for (int i = 0; i < sent.size(); i++) {
      bytes += sent.get(i).usedLength();
    }
    return bytes;
  }

  /** Returns the list for the START payload. */
  public BlockList list() {
    List<RamBlock> entries = new ArrayList<>();
    all.forEach(block -> entries.add(block.listEntry(options.listsAddresses())));
    return BlockList.of(entries);
  }
}
