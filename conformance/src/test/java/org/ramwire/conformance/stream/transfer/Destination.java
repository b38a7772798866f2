package org.ramwire.conformance.stream.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.record.RamRecordReader;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;
import org.ramwire.receiver.LoadHook;
import org.ramwire.receiver.RamReceiver;
import org.ramwire.receiver.store.HeapMemory;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;

/** Our receiver at the end of our sender's payloads. */
final class Destination {

  private Destination() {}

  /**
   * Receives payloads, and compares memory with the guest's.
   *
   * @param ownBlocks true if the destination has the guest's blocks itself, those too that the list
   *     does not name
   */
  static void check(HeapGuest guest, byte[] payloads, boolean ownBlocks, LoadHook hook)
      throws IOException {
    ReaderOptions options = ReaderOptions.DEFAULT;
    if (ownBlocks) {
      options =
          options.withStrictness(Strictness.SEED_BUILD).withDestination(BlockList.of(own(guest)));
    }
    HeapMemory memory = new HeapMemory(1L << 30);
    try (RamReceiver receiver = new RamReceiver(memory, PageSize.X86, options.strictness(), 2)) {
      receiver.loadHook(hook);
      StreamInput input = new StreamInput(new ByteArrayInputStream(payloads));
      RamRecordReader reader = new RamRecordReader(input, options);
      while (!input.atEnd()) {
        reader.readPayload(receiver);
      }
    }
    List<HeapGuestBlock> blocks = guest.blocks();
    for (int index = 0; index < blocks.size(); index++) {
      byte[] expected = new byte[(int) blocks.get(index).usedLength()];
      blocks.get(index).read(0, expected, 0, expected.length);
      assertThat(memory.image(index)).as("block %s", index).isEqualTo(expected);
    }
  }

  private static List<RamBlock> own(HeapGuest guest) {
    List<RamBlock> own = new ArrayList<>();
    for (HeapGuestBlock block : guest.blocks()) {
      own.add(new RamBlock(own.size(), block.idstr(), block.usedLength()));
    }
    return own;
  }
}
