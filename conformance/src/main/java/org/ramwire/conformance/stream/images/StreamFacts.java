package org.ramwire.conformance.stream.images;

import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.format.PageSize;
import org.ramwire.receiver.LoadReport;

/** A visitor that keeps what {@code blocks.json} says of a stream beside its pages. */
public final class StreamFacts implements StreamAdapter {

  private static final String LEFT_OUT = "left out: " + Configuration.IGNORE_SHARED;
  private static final String NO_RECORD = "no record";

  private PageSize pageSize;
  private String machine;
  private boolean sharedLeftOut;
  private boolean guessed;

  /**
   * Starts with nothing.
   *
   * @param pageSize the page size in force; a configuration that announces another changes it
   */
  public StreamFacts(PageSize pageSize) {
    this.pageSize = pageSize;
  }

  @Override
  public void configuration(long offset, Configuration configuration) {
    machine = configuration.machine();
    sharedLeftOut = configuration.capabilities().contains(Configuration.IGNORE_SHARED);
    if (configuration.pageSize() != null) {
      pageSize = configuration.pageSize();
    }
  }

  /** Takes note that a page came from a piece of the stream that only a guess opened. */
  public void pageGuessed() {
    guessed = true;
  }

  /**
   * Describes the memory of a stream that has been read through its end.
   *
   * @param report what the receiver took
   * @return the content of {@code blocks.json}
   */
  public ImageIndex index(LoadReport report) {
    return index(report, null);
  }

  /**
   * Describes the memory that a stream has brought.
   *
   * @param report what the receiver took
   * @param error what the stream broke off with, or null
   * @return the content of {@code blocks.json}
   */
  public ImageIndex index(LoadReport report, StreamFault error) {
    return ImageIndex.of(this, report, error);
  }

  public PageSize pageSize() {
    return pageSize;
  }

  public String machine() {
    return machine;
  }

  public boolean guessed() {
    return guessed;
  }

  /** Returns why a block has no page: the stream cannot say it of one block, only of all. */
  public String reasonOfNone() {
    return sharedLeftOut ? LEFT_OUT : NO_RECORD;
  }
}
