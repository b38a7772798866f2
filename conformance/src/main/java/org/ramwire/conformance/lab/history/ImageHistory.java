package org.ramwire.conformance.lab.history;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ramwire.format.PageSize;

/**
 * The history of a guest of which there are memory images, one for each moment, in order: each page
 * that differs from one image to the next. A page that was written with what it held already is not
 * in it, since images do not show that.
 */
public final class ImageHistory {

  private static final int STEP_PAGES = 64;

  private final PageSize pageSize;
  private final HistoryCollector collector;
  private int round;

  /**
   * Starts without an image.
   *
   * @param pageSize the size of the pages
   * @param maxPages how many pages the history has at most
   */
  public ImageHistory(PageSize pageSize, int maxPages) {
    this.pageSize = pageSize;
    this.collector = new HistoryCollector(pageSize, maxPages);
  }

  /**
   * Adds the pages that differ between two moments.
   *
   * @param before the images of the first moment: one, or one for each block
   * @param after the images of the second, of the same blocks in the same order
   * @throws IOException if an image cannot be read
   * @throws HistoryException if two images of one block do not have the same length, or one does
   *     not consist of whole pages
   */
  public void addMoments(List<Path> before, List<Path> after) throws IOException {
    round++;
    for (int block = 0; block < before.size(); block++) {
      addImages(before.get(block), after.get(block));
    }
  }

  private void addImages(Path before, Path after) throws IOException {
    long length = Files.size(after);
    if (Files.size(before) != length) {
      throw new HistoryException(
          after
              + " has "
              + length
              + " bytes, and "
              + before
              + " "
              + Files.size(before)
              + ": images of one guest have one length");
    }
    if (length % pageSize.bytes() != 0) {
      throw new HistoryException(
          after
              + " has "
              + length
              + " bytes, which is no multiple of the page size, "
              + pageSize.bytes());
    }
    byte[] old = new byte[STEP_PAGES * pageSize.bytes()];
    byte[] page = new byte[old.length];
    try (InputStream olds = new BufferedInputStream(Files.newInputStream(before), 1 << 20);
        InputStream pages = new BufferedInputStream(Files.newInputStream(after), 1 << 20)) {
      int read;
      while ((read = pages.readNBytes(page, 0, page.length)) > 0) {
        if (olds.readNBytes(old, 0, read) != read || read % pageSize.bytes() != 0) {
          throw new HistoryException(after + " changes while it is read");
        }
        addPages(old, page, read);
      }
    }
  }

  private void addPages(byte[] old, byte[] page, int length) {
    int bytes = pageSize.bytes();
    for (int at = 0; at < length; at += bytes) {
      if (!Arrays.equals(old, at, at + bytes, page, at, at + bytes)) {
        collector.add(round, old, at, page, at);
      }
    }
  }

  /**
   * Makes the history.
   *
   * @param name what reports call it
   * @param origin where it comes from, one sentence without a full stop
   * @return the history
   * @throws HistoryException if no page changes
   */
  public PageHistory history(String name, String origin) throws HistoryException {
    return collector.history(name, origin);
  }
}
