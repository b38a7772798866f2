package org.ramwire.conformance.harness.reference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.harness.protocol.CaseDescription;
import org.ramwire.receiver.store.BlockMemory;
import org.ramwire.receiver.store.MemoryStore;

/** Guest memory that holds what a case says it held before the stream. */
final class PreloadedMemory implements MemoryStore {

  private final MemoryStore memory;
  private final CaseDescription description;
  private final Path folder;
  private final Set<Integer> provided = new HashSet<>();

  PreloadedMemory(MemoryStore memory, CaseDescription description, Path folder) {
    this.memory = memory;
    this.description = description;
    this.folder = folder;
  }

  @Override
  public BlockMemory provide(RamBlock block, long totalBytes) throws IOException {
    BlockMemory target = memory.provide(block, totalBytes);
    provided.add(block.index());
    String before = description.before().get(block.index());
    if (before != null) {
      load(folder.resolve(before), target);
    }
    return target;
  }

  private void load(Path file, BlockMemory target) throws IOException {
    byte[] page = new byte[description.pageSize().bytes()];
    try (InputStream content = Files.newInputStream(file)) {
      long offset = 0;
      while (content.readNBytes(page, 0, page.length) == page.length) {
        target.write(offset, page, 0, page.length);
        offset += page.length;
      }
    }
  }

  /** Provides the blocks that the stream's list did not name: they stay as they were. */
  @Override
  public void finish() throws IOException {
    for (RamBlock block : description.blocks()) {
      if (!provided.contains(block.index())) {
        provide(block, block.usedLength());
      }
    }
    memory.finish();
  }

  @Override
  public void close() throws IOException {
    memory.close();
  }
}
