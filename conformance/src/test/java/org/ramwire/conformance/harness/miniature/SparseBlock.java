package org.ramwire.conformance.harness.miniature;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One of the miniature's own blocks: the pages that are not zero, and those that have come. */
final class SparseBlock {

  final int index;
  final String name;
  final long length;
  private int pageBytes;
  private final Map<Long, byte[]> pages = new HashMap<>();
  private final Set<Long> came = new HashSet<>();
  private final Set<Long> discarded = new HashSet<>();

  SparseBlock(int index, String name, long length, int pageBytes) {
    this.index = index;
    this.name = name;
    this.length = length;
    this.pageBytes = pageBytes;
  }

  /** Returns a page to read and write; it counts as come. */
  byte[] page(long offset) {
    came.add(offset);
    discarded.remove(offset);
    return pages.computeIfAbsent(offset, none -> new byte[pageBytes]);
  }

  boolean came(long offset) {
    return came.contains(offset);
  }

  /** Takes note that pages have to come again; those that never came only if all are wanted. */
  void discard(long start, long bytes, boolean all) {
    for (long offset = start; offset < start + bytes && offset < length; offset += pageBytes) {
      if (all || came.contains(offset)) {
        discarded.add(offset);
      }
    }
  }

  boolean stale() {
    return !discarded.isEmpty();
  }

  boolean whole() {
    return came.size() >= length / pageBytes;
  }

  /** Takes the page size that the stream states itself; nothing has come yet. */
  void setPageBytes(int bytes) {
    Map<Long, byte[]> old = new HashMap<>(pages);
    int oldBytes = pageBytes;
    pages.clear();
    pageBytes = bytes;
    old.forEach(
        (offset, page) -> {
          for (int i = 0; i < oldBytes; i++) {
            long at = offset + i;
            long start = at - at % bytes;
            pages.computeIfAbsent(start, none -> new byte[bytes])[(int) (at - start)] = page[i];
          }
        });
  }

  void load(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    for (int at = 0; at + pageBytes <= content.length; at += pageBytes) {
      System.arraycopy(
          content, at, pages.computeIfAbsent((long) at, n -> new byte[pageBytes]), 0, pageBytes);
    }
  }

  void write(Path file) throws IOException {
    try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
      image.setLength(length);
      for (var page : pages.entrySet()) {
        // A broken one may have pages where no page is.
        if (page.getKey() >= 0 && page.getKey() < length) {
          image.seek(page.getKey());
          image.write(page.getValue(), 0, (int) Math.min(pageBytes, length - page.getKey()));
        }
      }
    }
  }
}
