package org.ramwire.conformance.lab.seedbuild;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ramwire.codec.Idstr;

/** The reading of a capture's files. Used once. */
public final class SeedCaptureReader {

  /** Far more than a capture has, and little enough to be held. */
  private static final long MAX_GUEST_BYTES = 16L << 20;

  /** The usual size, which may be more than the guest has. */
  static final long MAX_CACHE_BYTES = 64L << 20;

  private static final int MAX_BLOCKS = 256;
  private static final int SHA256_DIGITS = 64;
  private static final double MAX_SECONDS = 1e6;

  private final CaptureFiles files;
  private final Map<Integer, List<CapturedWrite>> writesByPhase = new HashMap<>();

  private SeedCaptureReader(CaptureFiles files) {
    this.files = files;
  }

  /**
   * Reads a capture.
   *
   * @param files its files
   * @return what they say
   * @throws IOException if one is missing, or does not say what a capture's file says
   */
  public static SeedCapture read(CaptureFiles files) throws IOException {
    return new SeedCaptureReader(files).capture();
  }

  private SeedCapture capture() throws IOException {
    CaptureJson scenario = CaptureJson.read(files, "scenario.json");
    CaptureJson stats = CaptureJson.read(files, "stats.json");
    List<CapturedBlock> blocks = blocks();
    byte[] written = files.read("writes.bin");
    readWrites(new GuestAddresses(blocks), written.length);
    CapturedLog log = CapturedLog.of(scenario, writesByPhase);
    return new SeedCapture(
        files.name(),
        scenario.has("desc") ? scenario.field("desc").text() : "",
        files.read("stream.bin"),
        blocks,
        SettingsReader.settings(scenario, stats, log),
        written,
        writesByPhase.getOrDefault(0, List.of()),
        log.events(),
        samples(stats),
        counters(stats));
  }

  private List<CapturedBlock> blocks() throws IOException {
    CaptureJson truth = CaptureJson.read(files, "truth.sha256.json");
    Map<String, Long> atStart = new HashMap<>();
    for (CaptureJson block : CaptureJson.read(files, "initial.json").elements()) {
      atStart.put(block.field("id").text(), length(block.field("used_length")));
    }
    List<CapturedBlock> blocks = new ArrayList<>();
    Set<String> names = new HashSet<>();
    long total = 0;
    for (CaptureJson block : CaptureJson.read(files, "blocks.json").elements()) {
      CaptureJson id = block.field("id");
      long most = length(block.field("max_length"));
      Long used = atStart.get(id.text());
      if (!names.add(id.text())) {
        throw new CaptureFault(id.place(), "another block has this name");
      }
      if (used == null) {
        throw new CaptureFault(
            id.place(), "the block is not in initial.json: no replay can tell when it came");
      }
      total += most;
      if (used > most || total > MAX_GUEST_BYTES || blocks.size() == MAX_BLOCKS) {
        throw new CaptureFault(
            block.place(),
            "expected at most "
                + MAX_BLOCKS
                + " blocks of at most "
                + (MAX_GUEST_BYTES >> 20)
                + " MiB together, none longer than its max_length");
      }
      long address = pages(block.field("offset"), 0, Long.MAX_VALUE >> 1);
      blocks.add(
          new CapturedBlock(idstr(id), address, used, most, sha256(truth, block.field("file"))));
    }
    if (blocks.isEmpty() || blocks.size() != atStart.size()) {
      throw new CaptureFault(
          files.name() + "/blocks.json", "expected the blocks that initial.json has");
    }
    // The order in which they are sent: the longest first, as they stand among equals.
    blocks.sort((a, b) -> Long.compare(b.maxLength(), a.maxLength()));
    return blocks;
  }

  private static String idstr(CaptureJson id) throws CaptureFault {
    try {
      return Idstr.of(id.text()).toString();
    } catch (IllegalArgumentException e) {
      throw new CaptureFault(id.place(), e.getMessage());
    }
  }

  private static long length(CaptureJson value) throws CaptureFault {
    return pages(value, SeedCapture.PAGE_SIZE.bytes(), MAX_GUEST_BYTES);
  }

  private static long pages(CaptureJson value, long least, long most) throws CaptureFault {
    long number = value.number(least, most);
    if (!SeedCapture.PAGE_SIZE.aligned(number)) {
      throw new CaptureFault(value.place(), "expected whole pages, not " + number + " bytes");
    }
    return number;
  }

  private static String sha256(CaptureJson truth, CaptureJson file) throws CaptureFault {
    CaptureJson hash = truth.field(file.text());
    if (hash.text().length() != SHA256_DIGITS) {
      throw new CaptureFault(hash.place(), "expected a SHA-256 in hex");
    }
    return hash.text();
  }

  private void readWrites(GuestAddresses addresses, int writtenBytes) throws IOException {
    CaptureJson rows = CaptureJson.read(files, "writes.json");
    int from = 0;
    for (CaptureJson row : rows.elements()) {
      List<CaptureJson> fields = row.elements();
      if (fields.size() != 3) {
        throw new CaptureFault(row.place(), "expected phase, address and length");
      }
      int phase = (int) fields.get(0).number(0, Integer.MAX_VALUE);
      long address = fields.get(1).number(0, Long.MAX_VALUE >> 1);
      int length = (int) fields.get(2).number(0, writtenBytes - from);
      List<CapturedWrite> phaseWrites =
          writesByPhase.computeIfAbsent(phase, key -> new ArrayList<>());
      if (!addresses.addPieces(address, from, length, phaseWrites)) {
        throw new CaptureFault(
            row.place(),
            "no block is known at guest-physical 0x"
                + Long.toHexString(address)
                + ", "
                + length
                + " bytes");
      }
      from += length;
    }
    if (from != writtenBytes) {
      throw new CaptureFault(rows.place(), from + " bytes in all; writes.bin has " + writtenBytes);
    }
  }

  private static List<CapturedSample> samples(CaptureJson stats) throws CaptureFault {
    List<CapturedSample> samples = new ArrayList<>();
    if (!stats.has("samples")) {
      return samples;
    }
    for (CaptureJson sample : stats.field("samples").elements()) {
      if (sample.has("int") && sample.has("t")) {
        CaptureJson internals = sample.field("int");
        samples.add(
            new CapturedSample(
                sample.field("t").fraction(0, MAX_SECONDS),
                internals.field("bitmap_sync_count").number(0, Integer.MAX_VALUE),
                internals.field("num_dirty_pages_period").number(0, Long.MAX_VALUE)));
      }
    }
    return samples;
  }

  private static JsonNode counters(CaptureJson stats) throws CaptureFault {
    CaptureJson ram = stats.field("final").field("ram");
    ram.field("dirty-sync-count").number(1, Integer.MAX_VALUE);
    return stats.node();
  }
}
