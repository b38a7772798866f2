package org.ramwire.conformance.lab.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ramwire.codec.Idstr;
import org.ramwire.conformance.lab.seedbuild.CapturedBlock;
import org.ramwire.conformance.lab.seedbuild.CapturedMemory;
import org.ramwire.conformance.lab.seedbuild.CapturedWrite;
import org.ramwire.conformance.lab.seedbuild.SeedCapture;
import org.ramwire.sender.memory.BlockLayout;
import org.ramwire.sender.memory.DirtyBitmap;
import org.ramwire.sender.memory.GuestBlock;
import org.ramwire.sender.memory.GuestMemory;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.sender.memory.PageView;

/** A captured guest's memory, with its blocks at the addresses that they had in the source. */
final class SeedGuest implements GuestMemory {

  private final SeedCapture capture;
  private final List<Block> blocks = new ArrayList<>();

  SeedGuest(SeedCapture capture, CapturedMemory memory) {
    this.capture = capture;
    HeapGuest heap = new HeapGuest(SeedCapture.PAGE_SIZE);
    for (CapturedBlock block : capture.blocks()) {
      BlockLayout layout =
          new BlockLayout(
              Idstr.of(block.idstr()), block.usedLength(), block.maxLength(), 0, 0, false);
      HeapGuestBlock content = heap.addBlock(layout);
      byte[] bytes = memory.block(blocks.size());
      content.write(0, bytes, 0, bytes.length);
      blocks.add(new Block(content, block.address()));
    }
  }

  void write(List<CapturedWrite> writes) {
    for (CapturedWrite write : writes) {
      blocks
          .get(write.block())
          .content
          .write(write.offset(), capture.written(), write.from(), write.length());
    }
  }

  @Override
  public List<Block> blocks() {
    return blocks;
  }

  /** A block at an address of its own. */
  static final class Block implements GuestBlock {

    private final HeapGuestBlock content;
    private final long address;

    Block(HeapGuestBlock content, long address) {
      this.content = content;
      this.address = address;
    }

    @Override
    public Idstr idstr() {
      return content.idstr();
    }

    @Override
    public long usedLength() {
      return content.usedLength();
    }

    @Override
    public long maxLength() {
      return content.maxLength();
    }

    @Override
    public long address() {
      return address;
    }

    @Override
    public void viewPage(long pageOffset, PageView view) throws IOException {
      content.viewPage(pageOffset, view);
    }

    @Override
    public void takeDirtyLog(DirtyBitmap dirty) throws IOException {
      content.takeDirtyLog(dirty);
    }
  }
}
