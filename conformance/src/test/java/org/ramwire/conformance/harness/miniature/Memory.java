package org.ramwire.conformance.harness.miniature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The miniature's blocks, which of them the stream has listed, and the page size in force. */
final class Memory {

  final List<SparseBlock> own = new ArrayList<>();
  final Map<String, SparseBlock> listed = new LinkedHashMap<>();
  int pageBytes;

  /** Whether pages stand at fixed places, and whether a wrapper has said so. */
  boolean mapped;

  boolean sparse;

  /** Where the stream starts in the file. */
  long streamAt;

  Memory(int pageBytes) {
    this.pageBytes = pageBytes;
  }

  SparseBlock ownNamed(String name) {
    return own.stream().filter(block -> block.name.equals(name)).findFirst().orElse(null);
  }

  void setPageBytes(int bytes) {
    pageBytes = bytes;
    own.forEach(block -> block.setPageBytes(bytes));
  }
}
