package org.ramwire.sender.migration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.codec.record.RamRecordAdapter;
import org.ramwire.codec.record.RamRecordReader;
import org.ramwire.compression.PageInflater;
import org.ramwire.compression.PayloadException;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;
import org.ramwire.sender.memory.GuestBlock;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.xbzrle.DeltaException;
import org.ramwire.xbzrle.XbzrleDecoder;

/** The shortest destination: applies one record after the other to arrays. */
final class PlainDestination implements RamRecordAdapter {

  /** A page that went beside the stream. */
  record Beside(GuestBlock block, long pageOffset, byte[] content) {}

  private final Map<String, byte[]> memory = new HashMap<>();
  private final Queue<List<Beside>> beside;
  private final int pageBytes = PageSize.X86.bytes();

  /**
   * Receives payloads.
   *
   * @param beside what went beside the stream, a list for each HOOK record
   */
  PlainDestination(byte[] payloads, List<HeapGuestBlock> blocks, List<List<Beside>> beside)
      throws IOException {
    this.beside = new ArrayDeque<>(beside);
    List<RamBlock> own = new ArrayList<>();
    for (HeapGuestBlock block : blocks) {
      long maxLength = block.maxLength();
      own.add(
          new RamBlock(
              own.size(),
              block.idstr(),
              maxLength,
              maxLength + pageBytes,
              0,
              OptionalLong.empty()));
      memory.put(block.idstr().toString(), new byte[(int) maxLength]);
    }
    ReaderOptions options =
        ReaderOptions.DEFAULT
            .withStrictness(Strictness.SEED_BUILD)
            .withDestination(BlockList.of(own));
    StreamInput input = new StreamInput(new ByteArrayInputStream(payloads));
    RamRecordReader reader = new RamRecordReader(input, options);
    while (input.offset() < payloads.length) {
      reader.readPayload(this);
    }
  }

  byte[] image(GuestBlock block) {
    return memory.get(block.idstr().toString());
  }

  private byte[] image(PageHeader page) {
    return memory.get(page.block().idstr().toString());
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) {
    int from = (int) page.pageOffset();
    Arrays.fill(image(page), from, from + pageBytes, fill);
  }

  @Override
  public void page(PageHeader page, byte[] buffer, int from, int length) {
    System.arraycopy(buffer, from, image(page), (int) page.pageOffset(), length);
  }

  @Override
  public void xbzrle(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    try {
      XbzrleDecoder.decode(buffer, from, length, image(page), (int) page.pageOffset(), pageBytes);
    } catch (DeltaException e) {
      throw new IOException(page.block().idstr() + " at " + page.pageOffset(), e);
    }
  }

  @Override
  public void compressedPage(PageHeader page, byte[] buffer, int from, int length)
      throws IOException {
    try (PageInflater inflater = new PageInflater(PageSize.X86)) {
      inflater.inflate(buffer, from, length, image(page), (int) page.pageOffset());
    } catch (PayloadException e) {
      throw new IOException(page.block().idstr() + " at " + page.pageOffset(), e);
    }
  }

  @Override
  public void hook(long offset) {
    for (Beside page : beside.remove()) {
      byte[] image = memory.get(page.block().idstr().toString());
      System.arraycopy(page.content(), 0, image, (int) page.pageOffset(), pageBytes);
    }
  }
}
