package org.ramwire.sender.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ramwire.codec.Idstr;
import org.ramwire.sender.memory.DirtyBitmap;
import org.ramwire.sender.memory.GuestBlock;
import org.ramwire.sender.memory.GuestMemory;
import org.ramwire.sender.memory.PageView;

/** A modelled memory as the sender sees it. */
final class ModelGuest implements GuestMemory {

  private final ModelMemory memory;
  private final Map<ModelBlock, Seen> seen = new HashMap<>();

  ModelGuest(ModelMemory memory) {
    this.memory = memory;
  }

  @Override
  public List<? extends GuestBlock> blocks() {
    return memory.blocks().stream().map(block -> seen.computeIfAbsent(block, Seen::new)).toList();
  }

  @Override
  public long listVersion() {
    return memory.version();
  }

  /** A block as the sender sees it. */
  private final class Seen implements GuestBlock {

    private final ModelBlock block;

    Seen(ModelBlock block) {
      this.block = block;
    }

    @Override
    public Idstr idstr() {
      return Idstr.of(block.name);
    }

    @Override
    public long usedLength() {
      return block.usedBytes;
    }

    @Override
    public long maxLength() {
      return block.maxBytes();
    }

    @Override
    public long address() {
      return block.address;
    }

    @Override
    public void viewPage(long pageOffset, PageView view) {
      view.lend(block.content, (int) pageOffset);
    }

    @Override
    public void takeDirtyLog(DirtyBitmap dirty) {
      for (int page : memory.takeWritten(block, block.usedBytes / memory.pageBytes)) {
        dirty.mark(page);
      }
    }
  }
}
