package org.ramwire.conformance.lab.bench.qemu;

import java.util.Arrays;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.conformance.lab.bench.EncoderFault;
import org.ramwire.format.ElementType;
import org.ramwire.format.PageSize;

/**
 * The records of a guest's content in the ram section's END, counted without what tells of them:
 * the word of address and flags, the idstr, XBZRLE's type and length (3 bytes) and the length of a
 * compressed page (4 bytes). A zero page counts 1 byte; a page of which nothing is sent, none.
 */
final class LastRoundRecords implements StreamAdapter {

  private final int historyPages;
  private final int[] payloadBytes;
  private boolean lastRound;
  private int blockIndex = -1;

  /** Waits for the records of so many copies of a history of so many pages. */
  LastRoundRecords(int historyPages, int copies) {
    this.historyPages = historyPages;
    this.payloadBytes = new int[historyPages * copies];
  }

  @Override
  public void blockList(long offset, BlockList list) {
    list.blocks().stream()
        .filter(block -> block.idstr().toString().equals(GuestContent.BLOCK))
        .forEach(block -> blockIndex = block.index());
  }

  /** Returns which block of the stream holds the content; -1 if none does. */
  int blockIndex() {
    return blockIndex;
  }

  @Override
  public void sectionStart(SectionHeader header) {
    lastRound = header.isRam() && header.type() == ElementType.END;
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) {
    sent(page, 1);
  }

  @Override
  public void page(PageHeader page, byte[] buffer, int from, int length) {
    sent(page, length);
  }

  @Override
  public void xbzrle(PageHeader page, byte[] buffer, int from, int length) {
    sent(page, length);
  }

  @Override
  public void compressedPage(PageHeader page, byte[] buffer, int from, int length) {
    sent(page, length);
  }

  private void sent(PageHeader page, int bytes) {
    if (lastRound && page.block().index() == blockIndex) {
      long index = (page.pageOffset() - GuestContent.START) / PageSize.X86.bytes();
      if (page.pageOffset() >= GuestContent.START && index < payloadBytes.length) {
        payloadBytes[(int) index] += bytes;
      }
    }
  }

  /** Refuses copies of a page that do not take the same. */
  void checkCopies() throws EncoderFault {
    for (int page = historyPages; page < payloadBytes.length; page++) {
      int first = payloadBytes[page % historyPages];
      if (payloadBytes[page] != first) {
        throw new EncoderFault(
            "it gives other bytes each time: page "
                + page % historyPages
                + " takes "
                + payloadBytes[page]
                + " and, before, "
                + first);
      }
    }
  }

  long payloadBytes() {
    return Arrays.stream(payloadBytes, 0, historyPages).asLongStream().sum();
  }

  int plainPages() {
    return (int)
        Arrays.stream(payloadBytes, 0, historyPages)
            .filter(bytes -> bytes == PageSize.X86.bytes())
            .count();
  }
}
