package org.ramwire.conformance.stream.transfer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.ramwire.codec.RamBlock;
import org.ramwire.receiver.LoadHook;
import org.ramwire.receiver.store.BlockMemory;
import org.ramwire.sender.ControlHook;
import org.ramwire.sender.HookStream;
import org.ramwire.sender.memory.GuestBlock;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.sender.memory.PageView;

/**
 * A transport beside the stream, both ends of it: it takes some pages over at once, some later, and
 * leaves the others to the stream. What it carries is put in place at the HOOK record that follows.
 */
final class SideChannel implements ControlHook, LoadHook {

  /** A page on its way. */
  private record Carried(String block, long pageOffset, byte[] content) {}

  private final int pageBytes;

  /** Decides by a page's number: taken at once, taken later, left, in turn. */
  private final int stride;

  /** Blocks that both ends know; one that comes later goes by the stream. */
  private final List<? extends GuestBlock> known;

  private final Queue<Carried> carried = new ArrayDeque<>();
  private final Map<String, BlockMemory> registered = new HashMap<>();

  /** Pages that have been promised and not read yet. */
  private final List<GuestBlock> delayedBlocks = new ArrayList<>();

  private final List<Long> delayedOffsets = new ArrayList<>();

  private int carriedPages;

  SideChannel(List<? extends GuestBlock> known, int pageBytes, int stride) {
    this.known = known;
    this.pageBytes = pageBytes;
    this.stride = stride;
  }

  int carriedPages() {
    return carriedPages;
  }

  @Override
  public long savePage(GuestBlock block, long pageOffset, PageView page) {
    if (!known.contains(block)) {
      return UNSUPPORTED;
    }
    long number = pageOffset / pageBytes;
    if (number % stride == 0) {
      return carry(block, pageOffset) ? pageBytes : 0;
    }
    if (number % stride == 1) {
      delayedBlocks.add(block);
      delayedOffsets.add(pageOffset);
      return DELAYED;
    }
    return UNSUPPORTED;
  }

  /** Carries a page, and tells whether there is anything in it. */
  private boolean carry(GuestBlock block, long pageOffset) {
    byte[] content = new byte[pageBytes];
    ((HeapGuestBlock) block).read(pageOffset, content, 0, pageBytes);
    carried.add(new Carried(block.idstr().toString(), pageOffset, content));
    carriedPages++;
    return !Arrays.equals(content, new byte[pageBytes]);
  }

  @Override
  public void afterIterate(Stage stage, HookStream stream) throws IOException {
    for (int i = 0; i < delayedBlocks.size(); i++) {
      boolean filled = carry(delayedBlocks.get(i), delayedOffsets.get(i));
      stream.pagesMoved(pageBytes, !filled);
    }
    delayedBlocks.clear();
    delayedOffsets.clear();
    if (stage != Stage.SETUP) {
      stream.writeHook();
    }
  }

  @Override
  public void registerBlock(RamBlock block, BlockMemory memory) {
    registered.put(block.idstr().toString(), memory);
  }

  @Override
  public void pagesBrought(long offset) throws IOException {
    for (Carried page = carried.poll(); page != null; page = carried.poll()) {
      registered.get(page.block()).write(page.pageOffset(), page.content(), 0, pageBytes);
    }
  }
}
