package org.ramwire.conformance.lab.capture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.conformance.lab.scenario.ScenarioRun;
import org.ramwire.format.ElementType;

/** The log of a stream that is being captured, which also sets off the scenario's writes. */
final class ScenarioObserver implements StreamAdapter {

  /** What a destination does when the ram section's END begins. */
  interface LastStage {
    void run() throws IOException;
  }

  private final ScenarioRun run;
  private final RecordLog log;
  private final Runnable progress;
  private final LastStage lastStage;
  private @Nullable BlockList blocks;

  ScenarioObserver(ScenarioRun run, RecordLog log, Runnable progress, LastStage lastStage) {
    this.run = run;
    this.log = log;
    this.progress = progress;
    this.lastStage = lastStage;
  }

  /** Returns the stream's block list, or null before it has come. */
  @Nullable BlockList blocks() {
    return blocks;
  }

  @Override
  public void sectionStart(SectionHeader header) throws IOException {
    if (header.isRam()) {
      log.count(header.type().name());
      if (header.type() == ElementType.END) {
        lastStage.run();
      }
    }
  }

  @Override
  public void blockList(long offset, BlockList list) {
    blocks = list;
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) throws IOException {
    sent(page, 1);
  }

  @Override
  public void page(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    sent(page, length);
  }

  @Override
  public void xbzrle(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    sent(page, length);
  }

  @Override
  public void compressedPage(PageHeader page, byte[] buffer, int from, int length)
      throws IOException {
    sent(page, length);
  }

  private void sent(PageHeader page, int payloadBytes) throws IOException {
    log.add(page, payloadBytes);
    run.pageSent(page.block().index(), page.pageOffset());
    progress.run();
  }
}
