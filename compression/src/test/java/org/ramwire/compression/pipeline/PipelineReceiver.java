package org.ramwire.compression.pipeline;

import java.io.IOException;
import java.util.function.Supplier;
import org.ramwire.codec.RamBlock;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;

/** A destination on the inflating pipeline. */
final class PipelineReceiver implements MiniReceiver, PageSink {

  private final byte[][] memory = new byte[Capture.PAGES][PageSize.X86.bytes()];
  private final InflatePipeline pipeline;

  PipelineReceiver(int threads, Supplier<PayloadDecoder> decoders) {
    pipeline = new InflatePipeline(PageSize.X86, Strictness.STRICT, threads, this, decoders);
  }

  @Override
  public void compressedPage(int page, byte[] payload) throws IOException {
    pipeline.submit(Capture.RAM, offset(page), 0, payload, 0, payload.length);
  }

  @Override
  public void page(int page, byte[] content) throws IOException {
    pipeline.settle(Capture.RAM, offset(page));
    writePage(Capture.RAM, offset(page), content);
  }

  private static long offset(int page) {
    return (long) page * PageSize.X86.bytes();
  }

  @Override
  public void endOfSection() throws IOException {
    pipeline.drain();
  }

  @Override
  public byte[] content(int page) {
    return memory[page];
  }

  @Override
  public void writePage(RamBlock block, long pageOffset, byte[] page) {
    byte[] target = memory[(int) (pageOffset / page.length)];
    System.arraycopy(page, 0, target, 0, page.length);
  }

  @Override
  public void readPage(RamBlock block, long pageOffset, byte[] target) {
    byte[] source = memory[(int) (pageOffset / target.length)];
    System.arraycopy(source, 0, target, 0, target.length);
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
