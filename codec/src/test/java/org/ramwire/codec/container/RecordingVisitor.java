package org.ramwire.codec.container;

import java.util.ArrayList;
import java.util.List;
import org.ramwire.codec.element.SectionEnd;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.format.Clause;

/** Counts pages, and notes how sections end and what is warned of. */
public final class RecordingVisitor implements StreamAdapter {
  public int pages;
  public int zeroes;
  public final List<Clause> warnings = new ArrayList<>();
  public final List<SectionEnd> ends = new ArrayList<>();

  @Override
  public void page(PageHeader page, byte[] window, int from, int length) {
    pages++;
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) {
    zeroes++;
  }

  @Override
  public void sectionEndKnown(SectionHeader header, SectionEnd how) {
    ends.add(how);
  }

  @Override
  public void warning(Clause clause, long offset, String message) {
    warnings.add(clause);
  }
}
