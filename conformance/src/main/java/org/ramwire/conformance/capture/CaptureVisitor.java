package org.ramwire.conformance.capture;

import java.io.IOException;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Configuration;
import org.ramwire.codec.PageHeader;
import org.ramwire.codec.SectionHeader;
import org.ramwire.codec.StreamVisitor;
import org.ramwire.conformance.scenario.ScenarioRun;
import org.ramwire.receiver.RamReceiver;

/**
 * What happens at each element of a stream that is being captured: it is applied to memory, logged,
 * and sets off the scenario's writes.
 */
final class CaptureVisitor implements StreamVisitor {

  private final RamReceiver receiver;
  private final ScenarioRun run;
  private final RecordLog log;
  private final Runnable progress;
  private BlockList blocks;

  CaptureVisitor(RamReceiver receiver, ScenarioRun run, RecordLog log, Runnable progress) {
    this.receiver = receiver;
    this.run = run;
    this.log = log;
    this.progress = progress;
  }

  /** Returns the stream's block list, or null before it has come. */
  BlockList blocks() {
    return blocks;
  }

  @Override
  public void configuration(long offset, Configuration configuration) {
    receiver.configuration(offset, configuration);
  }

  @Override
  public void sectionStart(SectionHeader header) {
    if (header.isRam()) {
      log.count(header.typeName());
    }
  }

  @Override
  public void blockList(long offset, BlockList list) throws IOException {
    blocks = list;
    receiver.blockList(offset, list);
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) throws IOException {
    receiver.zeroPage(page, fill);
    sent(page, 1);
  }

  @Override
  public void page(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    receiver.page(page, buffer, from, length);
    sent(page, length);
  }

  @Override
  public void xbzrle(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    receiver.xbzrle(page, buffer, from, length);
    sent(page, length);
  }

  @Override
  public void compressedPage(PageHeader page, byte[] buffer, int from, int length)
      throws IOException {
    receiver.compressedPage(page, buffer, from, length);
    sent(page, length);
  }

  private void sent(PageHeader page, int payloadBytes) throws IOException {
    log.add(page, payloadBytes);
    run.pageSent(page.block().index(), page.pageOffset());
    progress.run();
  }

  @Override
  public void hook(long offset) throws IOException {
    receiver.hook(offset);
  }

  @Override
  public void multifdFlush(long offset) {
    receiver.multifdFlush(offset);
  }

  @Override
  public void endOfSection(long offset) {
    receiver.endOfSection(offset);
  }
}
