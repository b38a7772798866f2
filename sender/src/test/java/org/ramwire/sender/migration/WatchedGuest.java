package org.ramwire.sender.migration;

import java.io.IOException;
import java.util.List;
import org.ramwire.codec.Idstr;
import org.ramwire.sender.memory.DirtyBitmap;
import org.ramwire.sender.memory.GuestBlock;
import org.ramwire.sender.memory.GuestMemory;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.sender.memory.PageView;

/** A guest that has something happen when it is touched for the n-th time. */
final class WatchedGuest implements GuestMemory {

  /** What happens. */
  interface Event {
    void run() throws IOException;
  }

  private final HeapGuest guest;
  private final List<Watched> blocks;
  private final int eventAt;
  private final Event event;
  private int touched;

  /** How often the dirty log was started, less how often it was ended. */
  int logs;

  WatchedGuest(HeapGuest guest, int eventAt, Event event) {
    this.guest = guest;
    this.eventAt = eventAt;
    this.event = event;
    this.blocks = guest.blocks().stream().map(Watched::new).toList();
  }

  int touched() {
    return touched;
  }

  private void touch() throws IOException {
    if (touched++ == eventAt) {
      event.run();
    }
  }

  @Override
  public List<Watched> blocks() {
    return blocks;
  }

  @Override
  public long listVersion() {
    return guest.listVersion();
  }

  @Override
  public void startDirtyLog() throws IOException {
    touch();
    logs++;
  }

  @Override
  public void stopDirtyLog() throws IOException {
    logs--;
    touch();
  }

  /** One block of it. */
  final class Watched implements GuestBlock {

    private final HeapGuestBlock block;

    Watched(HeapGuestBlock block) {
      this.block = block;
    }

    @Override
    public Idstr idstr() {
      return block.idstr();
    }

    @Override
    public long usedLength() {
      return block.usedLength();
    }

    @Override
    public long address() {
      return block.address();
    }

    @Override
    public void viewPage(long pageOffset, PageView view) throws IOException {
      touch();
      block.viewPage(pageOffset, view);
    }

    @Override
    public void takeDirtyLog(DirtyBitmap dirty) throws IOException {
      touch();
      block.takeDirtyLog(dirty);
    }
  }
}
