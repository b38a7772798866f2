package org.ramwire.conformance.harness.reference;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.harness.protocol.CaseDescription;
import org.ramwire.conformance.suite.cases.EncoderRound.DirtyRange;
import org.ramwire.sender.memory.BlockLayout;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.sender.profile.SenderProfile;
import org.ramwire.xbzrle.ZeroPage;

/** A guest that writes what the files of an encoder's case say, round by round. */
final class GuestRounds implements Closeable {

  private final Path folder;
  private final CaseDescription description;
  private final HeapGuest guest;
  private final List<HeapGuestBlock> blocks = new ArrayList<>();
  private final byte[] page;

  /** The file that holds a block now; a block without is all zero. */
  private final Map<Integer, FileChannel> files = new HashMap<>();

  GuestRounds(Path folder, CaseDescription description) {
    this.folder = folder;
    this.description = description;
    // XBZ-030 places the blocks as 7.2 does.
    this.guest = new HeapGuest(description.pageSize(), SenderProfile.QEMU_7_2);
    this.page = new byte[description.pageSize().bytes()];
    for (RamBlock block : description.blocks()) {
      long length = block.usedLength();
      blocks.add(guest.addBlock(new BlockLayout(block.idstr(), length, length, 0, 0, false)));
    }
  }

  HeapGuest memory() {
    return guest;
  }

  /** Writes what the guest writes before a round is sent. */
  void play(int round) throws IOException {
    for (var image : description.rounds().images(round).entrySet()) {
      FileChannel old =
          files.put(image.getKey(), FileChannel.open(folder.resolve(image.getValue())));
      if (old != null) {
        old.close();
      }
    }
    if (round == 0) {
      for (int block : description.rounds().images(0).keySet()) {
        writeContent(block);
      }
    } else {
      for (DirtyRange range : description.rounds().dirty(round)) {
        write(range);
      }
    }
  }

  /** Writes a whole block; what is zero stays as it is. */
  private void writeContent(int block) throws IOException {
    long end = description.blocks().get(block).usedLength();
    for (long offset = 0; offset < end; offset += page.length) {
      read(block, offset);
      if (!ZeroPage.isZero(page, 0, page.length)) {
        blocks.get(block).write(offset, page, 0, page.length);
      }
    }
  }

  private void write(DirtyRange range) throws IOException {
    long end = range.offset() + range.length();
    for (long offset = range.offset(); offset < end; offset += page.length) {
      read(range.block(), offset);
      blocks.get(range.block()).write(offset, page, 0, page.length);
    }
  }

  private void read(int block, long offset) throws IOException {
    FileChannel file = files.get(block);
    if (file == null) {
      Arrays.fill(page, (byte) 0);
      return;
    }
    ByteBuffer target = ByteBuffer.wrap(page);
    while (target.hasRemaining()) {
      if (file.read(target, offset + target.position()) < 0) {
        throw new EOFException("an image is shorter than its block");
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel file : files.values()) {
      file.close();
    }
  }
}
