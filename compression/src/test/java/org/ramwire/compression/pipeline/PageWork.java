package org.ramwire.compression.pipeline;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.compression.PageShape;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;

/** Pages of one shape, through a pipeline and through the plain loop that is its rival. */
final class PageWork {

  static final int PAGES = 1024;

  private static final int PAGE = PageSize.X86.bytes();
  private static final RamBlock BLOCK = new RamBlock(0, Idstr.of("pc.ram"), (long) PAGES * PAGE);

  /** The pages one after another, as guest memory has them. */
  private final byte[] memory = new byte[PAGES * PAGE];

  private final byte[][] payloads = new byte[PAGES][];
  private final int level;

  PageWork(PageShape shape, int level) {
    this.level = level;
    for (int i = 0; i < PAGES; i++) {
      byte[] page = shape.page(PAGE, i);
      System.arraycopy(page, 0, memory, i * PAGE, PAGE);
      payloads[i] = OneThreadModel.deflate(page, level);
    }
  }

  /** The rival: one zlib state, one buffer, nothing else. */
  long deflateInALoop() {
    Deflater deflater = new Deflater(level);
    byte[] payload = new byte[PageSize.X86.compressBound()];
    long bytes = 0;
    for (int i = 0; i < PAGES; i++) {
      deflater.reset();
      deflater.setInput(memory, i * PAGE, PAGE);
      deflater.finish();
      bytes += deflater.deflate(payload);
    }
    deflater.end();
    return bytes;
  }

  DeflatePipeline deflatePipeline(int threads, RecordOrder order) {
    return new DeflatePipeline(writer(), PageSize.X86, new DeflateOptions(threads, level, order));
  }

  /** A pipeline whose codec costs nothing: what is left is the queueing. */
  static DeflatePipeline queueOnly(int threads, RecordOrder order) {
    return new DeflatePipeline(
        writer(), PageSize.X86, new DeflateOptions(threads, 1, order), () -> new FakeEncoder(100));
  }

  private static RamRecordWriter writer() {
    return new RamRecordWriter(new StreamOutput(OutputStream.nullOutputStream()), PageSize.X86);
  }

  /** Takes every page through a pipeline, to the section's end. */
  void submitAll(DeflatePipeline pipeline) throws IOException {
    PageSource source =
        (offset, target, from) -> System.arraycopy(memory, (int) offset, target, from, PAGE);
    for (int i = 0; i < PAGES; i++) {
      pipeline.submit(BLOCK, (long) i * PAGE, source);
    }
    pipeline.flush();
  }

  /** The rival of inflating: straight into memory. */
  int inflateInALoop() throws DataFormatException {
    Inflater inflater = new Inflater();
    int bytes = 0;
    for (int i = 0; i < PAGES; i++) {
      inflater.reset();
      inflater.setInput(payloads[i]);
      bytes += inflater.inflate(memory, i * PAGE, PAGE);
    }
    inflater.end();
    return bytes;
  }

  InflatePipeline inflatePipeline(int threads) {
    PageSink sink =
        new PageSink() {
          @Override
          public void writePage(RamBlock block, long pageOffset, byte[] page) {
            System.arraycopy(page, 0, memory, (int) pageOffset, PAGE);
          }

          @Override
          public void readPage(RamBlock block, long pageOffset, byte[] target) {
            System.arraycopy(memory, (int) pageOffset, target, 0, PAGE);
          }
        };
    return new InflatePipeline(PageSize.X86, Strictness.STRICT, threads, sink);
  }

  /** Takes every payload through a pipeline, to the section's end. */
  void submitAll(InflatePipeline pipeline) throws IOException {
    for (int i = 0; i < PAGES; i++) {
      pipeline.submit(BLOCK, (long) i * PAGE, 0, payloads[i], 0, payloads[i].length);
    }
    pipeline.drain();
  }
}
