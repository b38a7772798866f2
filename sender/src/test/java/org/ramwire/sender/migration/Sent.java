package org.ramwire.sender.migration;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.codec.record.RamRecordAdapter;
import org.ramwire.codec.record.RamRecordReader;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;
import org.ramwire.sender.memory.HeapGuestBlock;

/** What a sender has written, and how it reads: one word a record, such as {@code a:2=PAGE}. */
public final class Sent {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StreamOutput output = new StreamOutput(bytes);
  private final PageSize pageSize;
  private ReaderOptions options;

  /** Records that {@link #next} has given. */
  private int taken;

  public Sent(PageSize pageSize) {
    this.pageSize = pageSize;
    this.options = ReaderOptions.DEFAULT.withPageSize(pageSize);
  }

  /** Reads like a destination that has these blocks itself, with their maximum lengths. */
  public void alsoKnown(HeapGuestBlock... blocks) {
    List<RamBlock> known = new ArrayList<>();
    for (HeapGuestBlock block : blocks) {
      known.add(new RamBlock(known.size(), block.idstr(), block.usedLength(), block.maxLength()));
    }
    options = options.withStrictness(Strictness.SEED_BUILD).withDestination(BlockList.of(known));
  }

  public StreamOutput output() {
    return output;
  }

  public byte[] bytes() throws IOException {
    output.flush();
    return bytes.toByteArray();
  }

  /** Reads all payloads from the first, and gives the records of those that are new. */
  public List<String> next() throws IOException {
    List<String> all = all();
    List<String> fresh = List.copyOf(all.subList(taken, all.size()));
    taken = all.size();
    return fresh;
  }

  public List<String> all() throws IOException {
    byte[] sent = bytes();
    StreamInput input = new StreamInput(new ByteArrayInputStream(sent));
    RamRecordReader reader = new RamRecordReader(input, options);
    Words words = new Words();
    while (input.offset() < sent.length) {
      reader.readPayload(words);
    }
    return words.words;
  }

  private final class Words implements RamRecordAdapter {

    private final List<String> words = new ArrayList<>();

    @Override
    public void zeroPage(PageHeader page, byte fill) {
      add(page);
    }

    @Override
    public void page(PageHeader page, byte[] buffer, int from, int length) {
      add(page);
    }

    @Override
    public void xbzrle(PageHeader page, byte[] buffer, int from, int length) {
      add(page);
    }

    @Override
    public void compressedPage(PageHeader page, byte[] buffer, int from, int length) {
      add(page);
    }

    @Override
    public void hook(long offset) {
      words.add("HOOK");
    }

    @Override
    public void endOfSection(long offset) {
      words.add("EOS");
    }

    private void add(PageHeader page) {
      String name = page.block().idstr() + ":" + page.pageOffset() / pageSize.bytes();
      words.add(name + "=" + page.kind() + (page.continued() ? "" : "!"));
    }
  }
}
