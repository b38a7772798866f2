package org.ramwire.conformance.harness.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.suite.cases.EncoderKind;
import org.ramwire.conformance.suite.cases.EncoderRound;
import org.ramwire.conformance.suite.cases.EncoderRound.DirtyRange;
import org.ramwire.conformance.suite.cases.EncoderTask;

/**
 * The lines of {@code case.txt} that tell an encoder what the guest did. Grows while it is read.
 */
public final class RoundsDescription {

  private final SortedSet<EncoderKind> allow = new TreeSet<>();

  /** File names by block index, one map for each round; a block without is as it was before. */
  private final List<SortedMap<Integer, String>> images = new ArrayList<>();

  private final List<List<DirtyRange>> dirty = new ArrayList<>();

  /** Of profile {@code qemu-identical} alone. */
  private long cacheBytes = EncoderTask.DEFAULT_CACHE_BYTES;

  private static final int MAX_ROUNDS = 10_000;

  private RoundsDescription() {}

  static RoundsDescription empty() {
    return new RoundsDescription();
  }

  static RoundsDescription of(EncoderTask task) {
    RoundsDescription description = empty();
    description.allow.addAll(task.allow());
    description.cacheBytes = task.cacheBytes();
    description.setRounds(task.rounds().size());
    for (int round = 0; round < task.rounds().size(); round++) {
      for (int block : changed(task, round)) {
        description.images.get(round).put(block, imageName(round, block));
      }
      description.dirty.get(round).addAll(task.rounds().get(round).dirty());
    }
    return description;
  }

  /** Returns the blocks that hold other bytes than in the round before, or than zero. */
  static List<Integer> changed(EncoderTask task, int round) {
    List<Integer> changed = new ArrayList<>();
    EncoderRound now = task.rounds().get(round);
    for (int block = 0; block < now.images().size(); block++) {
      boolean same =
          round == 0
              ? now.images().get(block).blank()
              : now.images().get(block).sameAs(task.rounds().get(round - 1).images().get(block));
      if (!same) {
        changed.add(block);
      }
    }
    return changed;
  }

  static String imageName(int round, int block) {
    return "round-" + round + "-" + block + ".img";
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!allow.isEmpty()) {
      lines.add("allow " + allow.stream().map(EncoderKind::label).collect(Collectors.joining(" ")));
    }
    if (cacheBytes != EncoderTask.DEFAULT_CACHE_BYTES) {
      lines.add("cache " + cacheBytes);
    }
    lines.add("rounds " + rounds());
    for (int round = 0; round < rounds(); round++) {
      for (var image : images.get(round).entrySet()) {
        lines.add("image " + round + " " + image.getKey() + " " + image.getValue());
      }
      for (DirtyRange range : dirty.get(round)) {
        lines.add(
            "dirty " + round + " " + range.block() + " " + range.offset() + " " + range.length());
      }
    }
    return lines;
  }

  /** Takes a line; one that it does not know is of a later version of the protocol. */
  void take(String key, String value) {
    switch (key) {
      case "allow" -> {
        for (String word : value.split(" ")) {
          EncoderKind.byLabel(word).ifPresent(allow::add);
        }
      }
      case "cache" -> cacheBytes = Long.parseLong(value);
      case "rounds" -> setRounds(Integer.parseInt(value));
      case "image" -> {
        String[] words = LineWords.of(value, 3, 3);
        images.get(round(words[0])).put(Integer.parseInt(words[1]), words[2]);
      }
      case "dirty" -> {
        String[] words = LineWords.of(value, 4, 4);
        dirty
            .get(round(words[0]))
            .add(
                new DirtyRange(
                    Integer.parseInt(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3])));
      }
      default -> {
        // A later version of the protocol may say more.
      }
    }
  }

  private int round(String word) {
    int round = Integer.parseInt(word);
    if (round < 0 || round >= rounds()) {
      throw new IllegalArgumentException("round " + round + " of " + rounds());
    }
    return round;
  }

  private void setRounds(int count) {
    if (count > MAX_ROUNDS) {
      throw new IllegalArgumentException("more than " + MAX_ROUNDS + " rounds");
    }
    for (int i = images.size(); i < count; i++) {
      images.add(new TreeMap<>());
      dirty.add(new ArrayList<>());
    }
  }

  /** Tells whether all images and ranges are those of blocks that there are. */
  boolean within(List<RamBlock> blocks) {
    return images.stream()
            .allMatch(some -> some.keySet().stream().allMatch(one -> one < blocks.size()))
        && dirty.stream().allMatch(some -> some.stream().allMatch(one -> within(one, blocks)));
  }

  private static boolean within(DirtyRange range, List<RamBlock> blocks) {
    if (range.block() < 0 || range.block() >= blocks.size()) {
      return false;
    }
    long end = blocks.get(range.block()).usedLength();
    return range.offset() >= 0 && range.length() >= 0 && range.length() <= end - range.offset();
  }

  public int rounds() {
    return images.size();
  }

  public SortedSet<EncoderKind> allow() {
    return allow;
  }

  public long cacheBytes() {
    return cacheBytes;
  }

  public SortedMap<Integer, String> images(int round) {
    return images.get(round);
  }

  public List<DirtyRange> dirty(int round) {
    return dirty.get(round);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RoundsDescription that && lines().equals(that.lines());
  }

  @Override
  public int hashCode() {
    return lines().hashCode();
  }
}
