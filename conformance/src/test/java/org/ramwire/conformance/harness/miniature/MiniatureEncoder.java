package org.ramwire.conformance.harness.miniature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The frame of the miniature encoder: a case's folder in, sections and rounds out. */
public final class MiniatureEncoder {

  private static final int SECTION_ID = 7;

  /** QEMU's. */
  private static final int IDENTICAL_SECTION_ID = 2;

  private static final int EOS = 0x10;

  private final EncoderFault fault;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private EncoderTask task;
  private RecordWriter records;
  private QemuOrder order;
  private int sectionId = SECTION_ID;

  /** Makes one that breaks a rule, or none if that is null. */
  public MiniatureEncoder(EncoderFault fault) {
    this.fault = fault;
  }

  /** Encodes a case; returns RWCP/1's exit code. */
  public int encode(Path folder) {
    try {
      task = EncoderTask.read(folder);
      if (task == null) {
        return 20;
      }
      records = new RecordWriter(out, task, fault);
      order = new QemuOrder(task.lengths, fault);
      sectionId = task.identical ? IDENTICAL_SECTION_ID : SECTION_ID;
      write();
      Path target = Files.createDirectories(folder.resolve("out"));
      Files.write(target.resolve("main.bin"), out.toByteArray());
      return 0;
    } catch (IOException e) {
      return 30;
    }
  }

  private boolean is(EncoderFault one) {
    return fault == one;
  }

  private void write() {
    if (!task.body) {
      number(is(EncoderFault.MAGIC_WRONG) ? 0x5145564e : 0x5145564d, 4);
      number(is(EncoderFault.VERSION_TWO) ? 2 : 3, 4);
      number(is(EncoderFault.FULL_SECTION) ? 4 : 1, 1);
      number(sectionId, 4);
      out.writeBytes(new byte[] {3, 'r', 'a', 'm'});
      number(0, 4);
      number(is(EncoderFault.RAM_VERSION_3) ? 3 : 4, 4);
    }
    if (is(EncoderFault.LIST_LATE)) {
      number(EOS, 8);
    }
    list();
    if (!is(EncoderFault.PAGES_IN_START) && !is(EncoderFault.FULL_SECTION)) {
      close(false, 0);
    }
    Map<Integer, byte[]> memory = new HashMap<>();
    for (int round = 0; round < task.rounds; round++) {
      boolean last = round == task.rounds - 1;
      boolean joined = is(EncoderFault.PAGES_IN_START) && round == 0;
      if (is(EncoderFault.DELTA_AFTER_RUN) && task.migration && last) {
        startPostcopy();
      }
      if (!joined && !is(EncoderFault.FULL_SECTION)) {
        head(2);
      }
      if (is(EncoderFault.LIST_EACH_ROUND)) {
        list();
      }
      round(round, last && round > 0, memory);
      if (!is(EncoderFault.FULL_SECTION)) {
        close(false, round + 1);
      }
    }
    end();
  }

  /** PACKAGED, with POSTCOPY_LISTEN and POSTCOPY_RUN inside. */
  private void startPostcopy() {
    out.writeBytes(new byte[] {8, 0, 7, 0, 4, 0, 0, 0, 10});
    out.writeBytes(new byte[] {8, 0, 4, 0, 0, 8, 0, 5, 0, 0});
  }

  private void end() {
    if (!is(EncoderFault.END_MISSING)) {
      if (!is(EncoderFault.FULL_SECTION)) {
        head(3);
      }
      close(true, 0);
    }
    if (!task.body && !is(EncoderFault.EOF_MISSING)) {
      number(0, 1);
    }
    if (is(EncoderFault.BYTES_BEHIND)) {
      number(0, 8);
    }
  }

  private void round(int round, boolean lastOfSeveral, Map<Integer, byte[]> memory) {
    Map<Integer, byte[]> before = new HashMap<>(memory);
    task.images.get(round).forEach(memory::put);
    records.beginRound(round);
    if (lastOfSeveral && is(EncoderFault.CHANGES_FORGOTTEN)) {
      return;
    }
    List<long[]> ranges = task.dirty(round);
    if (task.identical) {
      List<Integer> blocks = order.after(round == 0 ? -1 : records.last());
      ranges.sort(Comparator.comparing(range -> blocks.indexOf((int) range[0])));
    }
    for (long[] range : ranges) {
      int block = (int) range[0];
      for (long at = range[1]; at < range[1] + range[2]; at += task.pageBytes) {
        Map<Integer, byte[]> shown = is(EncoderFault.PAGES_STALE) && round > 0 ? before : memory;
        records.page(block, at, page(shown.get(block), at));
      }
    }
  }

  private byte[] page(byte[] image, long at) {
    return image == null
        ? new byte[task.pageBytes]
        : Arrays.copyOfRange(image, (int) at, (int) at + task.pageBytes);
  }

  private void list() {
    long total = 0;
    for (int i = 0; i < task.names.size(); i++) {
      boolean beyond = is(EncoderFault.LIST_OF_255) && i >= 255;
      boolean counted = i == 0 || !is(EncoderFault.TOTAL_WRONG) && !beyond;
      total += counted ? task.lengths.get(i) : 0;
    }
    total += is(EncoderFault.BLOCK_TWICE) ? task.lengths.get(0) : 0;
    number(total | 4, 8);
    int listed = task.names.size();
    for (int i = 0; i < (is(EncoderFault.LIST_OF_255) ? Math.min(listed, 255) : listed); i++) {
      entry(task.identical ? order.listed().get(i) : i);
    }
    if (is(EncoderFault.BLOCK_TWICE)) {
      entry(0);
    }
  }

  private void entry(int block) {
    records.name(block);
    number(task.lengths.get(block), 8);
  }

  private void head(int type) {
    if (!task.body) {
      number(type, 1);
      number(sectionId, 4);
    }
  }

  private void close(boolean last, int round) {
    long address = is(EncoderFault.EOS_ADDRESS) ? (long) round * task.pageBytes : 0;
    number(address | EOS | (last && is(EncoderFault.EOS_CONTINUE) ? 0x20 : 0), 8);
    if (!task.body && !(last && is(EncoderFault.FOOTER_FORGOTTEN))) {
      number(0x7e, 1);
      number(is(EncoderFault.FOOTER_OF_ANOTHER) && last ? sectionId + 1 : sectionId, 4);
    }
  }

  private void number(long value, int bytes) {
    out.write(ByteBuffer.allocate(8).putLong(value).array(), 8 - bytes, bytes);
  }

  /** What a case asks for. */
  static final class EncoderTask {

    /** What it can do. */
    static final List<String> FEATURES =
        List.of(
            "encode",
            "encode-zero",
            "encode-xbzrle",
            "encode-compress",
            "page-sizes",
            "body",
            "migration",
            "qemu-identical");

    final List<String> names = new ArrayList<>();
    final List<Long> lengths = new ArrayList<>();
    final List<Map<Integer, byte[]>> images = new ArrayList<>();
    private final List<List<long[]>> ranges = new ArrayList<>();
    String allow = "";
    int pageBytes;
    int rounds;
    boolean body;
    boolean identical;
    long cacheBytes = 64 << 20;
    boolean migration;

    /** Returns null if the case needs what is not there. */
    static EncoderTask read(Path folder) throws IOException {
      EncoderTask task = new EncoderTask();
      for (String line : Files.readAllLines(folder.resolve("case.txt"), StandardCharsets.UTF_8)) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "needs" -> {
            if (!FEATURES.containsAll(List.of(words).subList(1, words.length))) {
              return null;
            }
          }
          case "profile" -> {
            task.body = words[1].equals("body");
            task.identical = words[1].equals("qemu-identical");
            task.migration = words[1].equals("migration");
          }
          case "cache" -> task.cacheBytes = Long.parseLong(words[1]);
          case "page-size" -> task.pageBytes = Integer.parseInt(words[1]);
          case "allow" -> task.allow = line;
          case "block" -> {
            task.lengths.add(Long.parseLong(words[2]));
            task.names.add(line.substring(8 + words[1].length() + words[2].length()));
          }
          case "rounds" -> {
            task.rounds = Integer.parseInt(words[1]);
            for (int i = 0; i < task.rounds; i++) {
              task.images.add(new HashMap<>());
              task.ranges.add(new ArrayList<>());
            }
          }
          case "image" ->
              task.images
                  .get(Integer.parseInt(words[1]))
                  .put(Integer.parseInt(words[2]), Files.readAllBytes(folder.resolve(words[3])));
          case "dirty" ->
              task.ranges
                  .get(Integer.parseInt(words[1]))
                  .add(
                      new long[] {
                        Long.parseLong(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4])
                      });
          default -> {
            // Nothing that an encoder has to know.
          }
        }
      }
      return task;
    }

    /** Returns block, offset and length of what a round has to bring. */
    List<long[]> dirty(int round) {
      if (round > 0) {
        return new ArrayList<>(ranges.get(round));
      }
      List<long[]> all = new ArrayList<>();
      for (int i = 0; i < lengths.size(); i++) {
        all.add(new long[] {i, 0, lengths.get(i)});
      }
      return all;
    }
  }
}
