package org.ramwire.conformance.harness.protocol;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.cases.CaseSetup;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.cases.Role;
import org.ramwire.format.PageSize;

/**
 * What {@code case.txt} tells an implementation, written and read.
 *
 * @param id the case's id
 * @param role what the implementation is to do
 * @param profile what kind of file the stream is
 * @param pageSize the page size
 * @param blocks the receiver's blocks, or the guest's
 * @param needs names of features
 * @param stream the stream's file name
 * @param before of role decode: file names of memory before the stream, by block index
 * @param rounds of role encode: what the guest did; else null
 */
public record CaseDescription(
    String id,
    Role role,
    CaseProfile profile,
    PageSize pageSize,
    List<RamBlock> blocks,
    SortedSet<String> needs,
    String stream,
    SortedMap<Integer, String> before,
    RoundsDescription rounds) {

  public static final String FILE_NAME = "case.txt";

  private static final String PROTOCOL = "1";
  public static final String STREAM_NAME = "main.bin";

  public static CaseDescription of(ConformanceCase one) {
    CaseSetup setup = one.setup();
    SortedMap<Integer, String> before = new TreeMap<>();
    setup.before().keySet().forEach(index -> before.put(index, "before-" + index + ".img"));
    RoundsDescription rounds =
        one.expectation() instanceof Expectation.Write write
            ? RoundsDescription.of(write.task())
            : null;
    return new CaseDescription(
        one.id(),
        one.role(),
        setup.profile(),
        setup.pageSize(),
        setup.blocks(),
        setup.needs(),
        STREAM_NAME,
        before,
        rounds);
  }

  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add("protocol " + PROTOCOL);
    lines.add("case " + id);
    lines.add("role " + role.label());
    lines.add("profile " + profile.label());
    if (!needs.isEmpty()) {
      lines.add("needs " + String.join(" ", needs));
    }
    lines.add("page-size " + pageSize.bytes());
    for (RamBlock block : blocks) {
      lines.add("block " + block.index() + " " + block.usedLength() + " " + block.idstr());
    }
    if (rounds != null) {
      lines.addAll(rounds.lines());
    } else {
      lines.add("stream main " + stream);
    }
    before.forEach((index, file) -> lines.add("before " + index + " " + file));
    return String.join("\n", lines) + "\n";
  }

  public static CaseDescription parse(String text) throws HarnessException {
    return new Parser().parse(text);
  }

  /** Collects the lines' values. */
  private static final class Parser {

    private static final int MAX_BLOCKS = 10_000;

    private String id = "";
    private Role role = Role.DECODE;
    private CaseProfile profile;
    private PageSize pageSize;
    private final List<RamBlock> blocks = new ArrayList<>();
    private final SortedSet<String> needs = new TreeSet<>();
    private String stream;
    private final SortedMap<Integer, String> before = new TreeMap<>();
    private final RoundsDescription rounds = RoundsDescription.empty();

    CaseDescription parse(String text) throws HarnessException {
      for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
        String line = lines.next();
        if (line.isEmpty()) {
          continue;
        }
        String[] words = line.split(" ", 2);
        try {
          take(words[0], words.length > 1 ? words[1] : "");
        } catch (IllegalArgumentException e) {
          throw new HarnessException(
              "cannot read the line '" + OneLine.of(line, 200) + "' of " + FILE_NAME);
        }
      }
      boolean encode = role == Role.ENCODE;
      boolean idle = encode ? rounds.rounds() == 0 : stream == null;
      if (profile == null || pageSize == null || blocks.isEmpty() || idle) {
        throw new HarnessException(
            FILE_NAME + " lacks profile, page-size, block, or " + (encode ? "rounds" : "stream"));
      }
      if (!rounds.within(blocks)) {
        throw new HarnessException(FILE_NAME + " has an image or a range outside its blocks");
      }
      return new CaseDescription(
          id,
          role,
          profile,
          pageSize,
          blocks,
          needs,
          encode ? STREAM_NAME : stream,
          before,
          encode ? rounds : null);
    }

    private void take(String key, String value) throws HarnessException {
      switch (key) {
        case "protocol" -> {
          if (!value.equals(PROTOCOL)) {
            throw new HarnessException(
                "protocol " + OneLine.of(value, 200) + ": expected " + PROTOCOL);
          }
        }
        case "role" -> role = role(value);
        case "case" -> id = value;
        case "profile" -> profile = CaseProfile.byLabel(value).orElseThrow(this::unknownProfile);
        case "needs" -> needs.addAll(List.of(value.split(" ")));
        case "page-size" -> pageSize = new PageSize(Integer.parseInt(value));
        case "block" -> {
          String[] words = LineWords.of(value, 2, 3);
          int index = Integer.parseInt(words[0]);
          if (blocks.size() == MAX_BLOCKS) {
            throw new HarnessException("more than " + MAX_BLOCKS + " blocks");
          }
          String idstr = words.length < 3 ? "" : words[2];
          blocks.add(new RamBlock(index, Idstr.of(idstr), Long.parseLong(words[1])));
        }
        case "stream" -> stream = LineWords.of(value, 2, 2)[1];
        case "before" -> {
          String[] words = LineWords.of(value, 2, 2);
          before.put(Integer.parseInt(words[0]), words[1]);
        }
        default -> rounds.take(key, value);
      }
    }

    private static Role role(String value) throws HarnessException {
      for (Role one : Role.values()) {
        if (one.label().equals(value)) {
          return one;
        }
      }
      throw new HarnessException("role " + OneLine.of(value, 200) + ": expected decode or encode");
    }

    private IllegalArgumentException unknownProfile() {
      return new IllegalArgumentException("unknown profile");
    }
  }
}
