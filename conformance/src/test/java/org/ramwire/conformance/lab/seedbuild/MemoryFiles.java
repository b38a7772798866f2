package org.ramwire.conformance.lab.seedbuild;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.ramwire.golden.SeedStreams;

/** A golden capture with some of its files replaced. */
public final class MemoryFiles implements CaptureFiles {

  /** All golden captures, read once: that takes longer than a test. */
  private static final Map<String, Map<String, byte[]>> GOLDEN = new TreeMap<>();

  private final Map<String, byte[]> files = new TreeMap<>();

  /** Copies a golden capture. */
  public static MemoryFiles of(String name) throws IOException {
    MemoryFiles copy = new MemoryFiles();
    golden().get(name).forEach((file, bytes) -> copy.files.put(file, bytes.clone()));
    return copy;
  }

  private static synchronized Map<String, Map<String, byte[]>> golden() throws IOException {
    if (GOLDEN.isEmpty()) {
      SeedStreams.forEach(
          stream -> {
            Map<String, byte[]> all = new TreeMap<>();
            for (String file : stream.files()) {
              all.put(file, stream.file(file));
            }
            GOLDEN.put(stream.name(), all);
          });
    }
    return GOLDEN;
  }

  @Override
  public String name() {
    return "copy";
  }

  @Override
  public byte[] read(String file) throws IOException {
    if (!files.containsKey(file)) {
      throw new FileNotFoundException("copy/" + file + ": no such file");
    }
    return files.get(file);
  }

  /** Replaces a text by another wherever it stands. */
  public MemoryFiles replace(String file, String text, String other) {
    String content = text(file);
    if (!content.contains(text)) {
      throw new AssertionError(file + " has no " + text);
    }
    return put(file, content.replace(text, other));
  }

  public MemoryFiles put(String file, String content) {
    files.put(file, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public MemoryFiles remove(String file) {
    files.remove(file);
    return this;
  }

  public byte[] bytes(String file) {
    return files.get(file);
  }

  public String text(String file) {
    return new String(files.get(file), StandardCharsets.UTF_8);
  }

  public Map<String, byte[]> files() {
    return files;
  }
}
