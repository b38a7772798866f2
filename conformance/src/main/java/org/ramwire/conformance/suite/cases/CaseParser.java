package org.ramwire.conformance.suite.cases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.format.Clause;
import org.ramwire.format.PageSize;

/** The reading of one case file; the notation is described in {@code cases/README.md}. */
public final class CaseParser {

  private static final Set<String> ONCE =
      Set.of(
          "id",
          "title",
          "clauses",
          "role",
          "needs",
          "allow",
          "cache",
          "profile",
          "page-size",
          "stream",
          "expect",
          "reject",
          "source",
          "why");
  private static final Set<String> REPEATED = Set.of("block", "before", "image");

  /** What happens to a guest's memory, in this order. */
  private static final Set<String> ACTIONS = Set.of("round", "write", "dirty");

  private static final Pattern ID = Pattern.compile("[A-Z0-9]++(?:-[A-Z0-9]++)*+");

  private final String file;
  private final String group;
  private final Map<String, CaseEntry> single = new HashMap<>();
  private final Map<String, List<CaseEntry>> repeated = new HashMap<>();
  private final List<CaseEntry> actions = new ArrayList<>();
  private final CaseLimits limits = new CaseLimits();
  private int lastLine = 1;

  private CaseParser(String file, String group) {
    this.file = file;
    this.group = group;
  }

  /**
   * Reads a case.
   *
   * @param file name for messages
   * @param group the folder that the file is in
   * @param content the file's text
   * @throws CaseSyntaxException if the text does not follow the notation
   */
  public static ConformanceCase parse(String file, String group, String content)
      throws CaseSyntaxException {
    CaseParser parser = new CaseParser(file, group);
    parser.collect(CaseEntry.split(file, content));
    return parser.build();
  }

  private void collect(List<CaseEntry> entries) throws CaseSyntaxException {
    for (CaseEntry entry : entries) {
      lastLine = entry.lineNumber();
      if (REPEATED.contains(entry.key())) {
        repeated.computeIfAbsent(entry.key(), key -> new ArrayList<>()).add(entry);
      } else if (ACTIONS.contains(entry.key())) {
        actions.add(entry);
      } else if (!ONCE.contains(entry.key())) {
        throw fault(entry, "'" + entry.key() + "' is no key of a case file");
      } else if (single.putIfAbsent(entry.key(), entry) != null) {
        throw fault(entry, "'" + entry.key() + "' stands here a second time");
      }
    }
  }

  private ConformanceCase build() throws CaseSyntaxException {
    CaseHeading heading = heading();
    CaseSetup setup = setup();
    if (encodes()) {
      for (String key : List.of("stream", "expect", "reject", "before", "image")) {
        none(key);
      }
      Expectation write =
          new Expectation.Write(new EncoderTask(rounds(setup), allow(), cacheBytes(setup)));
      return new ConformanceCase(heading, setup, Bytes.of(new byte[0]), write);
    }
    none("allow");
    none("cache");
    if (!actions.isEmpty()) {
      throw fault(actions.get(0), "'" + actions.get(0).key() + "' goes with role encode only");
    }
    Frames frames = new Frames(setup.profile(), setup.blocks());
    ByteNotation stream =
        new ByteNotation(file, setup.pageSize(), frames, limits).take(required("stream"));
    byte[] bytes = stream.bytes();
    Expectation expectation = expectation(setup, stream.labels(), bytes.length);
    return new ConformanceCase(heading, setup, Bytes.of(bytes), expectation);
  }

  private CaseHeading heading() throws CaseSyntaxException {
    CaseEntry id = required("id");
    if (id.text().length() > CaseLimits.MAX_ID_CHARS || !ID.matcher(id.text()).matches()) {
      throw fault(
          id,
          "expected an id such as RAM-ZERO-003, of at most "
              + CaseLimits.MAX_ID_CHARS
              + " characters, found '"
              + id.text()
              + "'");
    }
    CaseEntry role = single.get("role");
    if (role != null && !role.text().equals("decode") && !encodes()) {
      throw fault(role, "expected role decode or encode, found '" + role.text() + "'");
    }
    CaseEntry clauses = required("clauses");
    return new CaseHeading(
        id.text(),
        group,
        prose("title", CaseLimits.MAX_TITLE_CHARS),
        clauses(clauses, clauses.text()),
        prose("source", CaseLimits.MAX_PROSE_CHARS),
        prose("why", CaseLimits.MAX_PROSE_CHARS));
  }

  /** Takes a text for people: it stands in reports and on terminals. */
  private String prose(String key, int maxChars) throws CaseSyntaxException {
    CaseEntry entry = required(key);
    String text = entry.text();
    if (text.length() > maxChars) {
      throw fault(entry, "'" + key + "' has more than " + maxChars + " characters");
    }
    if (!OneLine.of(text).equals(text)) {
      throw fault(entry, "'" + key + "' holds a character that cannot be seen: " + text);
    }
    return text;
  }

  private boolean encodes() {
    CaseEntry role = single.get("role");
    return role != null && role.text().equals("encode");
  }

  private SortedSet<EncoderKind> allow() throws CaseSyntaxException {
    SortedSet<EncoderKind> allow = new TreeSet<>();
    CaseEntry entry = single.get("allow");
    if (entry != null) {
      for (String word : words(entry.text())) {
        allow.add(
            EncoderKind.byLabel(word)
                .orElseThrow(
                    () -> fault(entry, "expected zero, xbzrle or compress, found '" + word + "'")));
      }
    }
    return allow;
  }

  private long cacheBytes(CaseSetup setup) throws CaseSyntaxException {
    CaseEntry entry = single.get("cache");
    if (entry == null) {
      return EncoderTask.DEFAULT_CACHE_BYTES;
    }
    if (setup.profile() != CaseProfile.QEMU_IDENTICAL) {
      throw fault(entry, "'cache' goes with profile qemu-identical only");
    }
    long bytes = number(entry, entry.text());
    if (bytes < setup.pageSize().bytes()) {
      throw fault(entry, "expected a cache of a page or more, found " + bytes + " bytes");
    }
    return bytes;
  }

  private List<EncoderRound> rounds(CaseSetup setup) throws CaseSyntaxException {
    GuestScript guest = new GuestScript(setup.pageSize(), setup.blocks(), limits);
    boolean started = false;
    for (CaseEntry entry : actions) {
      if (entry.key().equals("round")) {
        if (started) {
          endRound(guest, entry);
        }
        started = true;
      } else if (!started) {
        throw fault(entry, "expected 'round' before '" + entry.key() + "'");
      } else {
        act(guest, setup.pageSize(), entry);
      }
    }
    if (!started) {
      throw new CaseSyntaxException(file, lastLine, "expected at least one 'round'");
    }
    endRound(guest, actions.get(actions.size() - 1));
    return guest.rounds();
  }

  private void endRound(GuestScript guest, CaseEntry entry) throws CaseSyntaxException {
    try {
      guest.endRound();
    } catch (IllegalArgumentException e) {
      throw fault(entry, e.getMessage());
    }
  }

  private void act(GuestScript guest, PageSize pageSize, CaseEntry entry)
      throws CaseSyntaxException {
    String[] words = entry.text().split("\\s+", 3);
    if (words.length < 3) {
      throw fault(entry, "expected: write INDEX OFFSET BYTES, or dirty INDEX OFFSET LENGTH");
    }
    try {
      int block = smallNumber(entry, words[0]);
      long offset = number(entry, words[1]);
      if (entry.key().equals("dirty")) {
        guest.touch(block, offset, number(entry, words[2]));
        return;
      }
      ByteNotation content =
          new ByteNotation(file, pageSize, new Frames(CaseProfile.BODY, List.of()), limits);
      content.take(new CaseEntry.Line(entry.lineNumber(), words[2]));
      guest.write(block, offset, content.bytes());
    } catch (IllegalArgumentException e) {
      throw fault(entry, e.getMessage());
    }
  }

  private CaseSetup setup() throws CaseSyntaxException {
    PageSize pageSize = pageSize();
    List<RamBlock> blocks = blocks(pageSize);
    return new CaseSetup(profile(), pageSize, blocks, images("before", pageSize, blocks), needs());
  }

  private CaseProfile profile() throws CaseSyntaxException {
    CaseEntry entry = single.get("profile");
    if (entry == null) {
      return CaseProfile.RAM_ONLY;
    }
    return CaseProfile.byLabel(entry.text())
        .orElseThrow(
            () ->
                fault(
                    entry,
                    "expected profile migration, ram-only or body, found '" + entry.text() + "'"));
  }

  private PageSize pageSize() throws CaseSyntaxException {
    CaseEntry entry = single.get("page-size");
    if (entry == null) {
      return PageSize.X86;
    }
    try {
      return new PageSize(smallNumber(entry, entry.text()));
    } catch (IllegalArgumentException e) {
      throw fault(entry, e.getMessage());
    }
  }

  private TreeSet<String> needs() throws CaseSyntaxException {
    TreeSet<String> needs = new TreeSet<>();
    if (encodes()) {
      needs.add(Feature.ENCODE.label());
    }
    CaseEntry entry = single.get("needs");
    if (entry != null) {
      for (String name : words(entry.text())) {
        if (Feature.byLabel(name).isEmpty()) {
          throw fault(entry, "there is no feature '" + name + "'");
        }
        needs.add(name);
      }
    }
    return needs;
  }

  private List<RamBlock> blocks(PageSize pageSize) throws CaseSyntaxException {
    List<RamBlock> blocks = new ArrayList<>();
    long total = 0;
    for (CaseEntry entry : repeated.getOrDefault("block", List.of())) {
      String[] words = entry.text().split("\\s+", 3);
      if (words.length < 2 || number(entry, words[0]) != blocks.size()) {
        throw fault(entry, "expected: block " + blocks.size() + " LENGTH IDSTR");
      }
      // A block may have an empty name (RAM-008).
      String idstr = words.length < 3 ? "" : words[2];
      long length = number(entry, words[1]);
      if (length <= 0 || !pageSize.aligned(length)) {
        throw fault(entry, "a block's length is a multiple of the page size, not " + words[1]);
      }
      if (blocks.size() == CaseLimits.MAX_BLOCKS) {
        throw fault(entry, "more than " + CaseLimits.MAX_BLOCKS + " blocks");
      }
      if (length > CaseLimits.MAX_MEMORY_BYTES - total) {
        throw fault(entry, "more than " + CaseLimits.MAX_MEMORY_BYTES + " bytes in all blocks");
      }
      total += length;
      try {
        blocks.add(new RamBlock(blocks.size(), Idstr.of(idstr), length));
      } catch (IllegalArgumentException e) {
        throw fault(entry, e.getMessage());
      }
    }
    if (blocks.isEmpty()) {
      throw new CaseSyntaxException(file, lastLine, "expected at least one block");
    }
    return blocks;
  }

  /** Puts together the images of the entries {@code KEY INDEX OFFSET BYTES}. */
  private SortedMap<Integer, MemoryImage> images(
      String key, PageSize pageSize, List<RamBlock> blocks) throws CaseSyntaxException {
    SortedMap<Integer, MemoryImage.Builder> images = new TreeMap<>();
    for (CaseEntry entry : repeated.getOrDefault(key, List.of())) {
      String[] words = entry.lines().get(0).text().split("\\s+", 3);
      if (words.length < 2) {
        throw fault(entry, "expected: " + key + " INDEX OFFSET BYTES");
      }
      int index = smallNumber(entry, words[0]);
      if (index >= blocks.size()) {
        throw fault(entry, "there is no block " + words[0]);
      }
      ByteNotation content =
          new ByteNotation(file, pageSize, new Frames(CaseProfile.BODY, List.of()), limits);
      content.take(new CaseEntry.Line(entry.lineNumber(), words.length > 2 ? words[2] : ""));
      for (CaseEntry.Line line : entry.lines().subList(1, entry.lines().size())) {
        content.take(line);
      }
      long lengthBytes = blocks.get(index).usedLength();
      MemoryImage.Builder image =
          images.computeIfAbsent(index, any -> new MemoryImage.Builder(lengthBytes));
      try {
        image.add(number(entry, words[1]), content.bytes());
      } catch (IllegalArgumentException e) {
        throw fault(entry, e.getMessage());
      }
    }
    SortedMap<Integer, MemoryImage> built = new TreeMap<>();
    images.forEach((index, image) -> built.put(index, image.build()));
    return built;
  }

  private Expectation expectation(CaseSetup setup, Map<String, Long> labels, long streamLength)
      throws CaseSyntaxException {
    CaseEntry entry = required("expect");
    List<String> words = words(entry.text());
    String choice = words.isEmpty() ? "" : words.get(0);
    switch (choice) {
      case "accept" -> {
        none("reject");
        return accept(setup);
      }
      case "reject" -> {
        Expectation.Reject reject =
            reject(entry, words.subList(1, words.size()), labels, streamLength);
        none("reject");
        none("image");
        return reject;
      }
      case "either" -> {
        if (words.size() != 2) {
          throw fault(entry, "expected: expect either CLAUSE");
        }
        CaseEntry reject = required("reject");
        return new Expectation.Either(
            clause(entry, words.get(1)),
            accept(setup),
            reject(reject, words(reject.text()), labels, streamLength));
      }
      default -> throw fault(entry, "expected accept, reject or either, found '" + choice + "'");
    }
  }

  private Expectation.Accept accept(CaseSetup setup) throws CaseSyntaxException {
    SortedMap<Integer, MemoryImage> images = images("image", setup.pageSize(), setup.blocks());
    return new Expectation.Accept(
        setup.blocks().stream()
            .map(block -> images.getOrDefault(block.index(), MemoryImage.zero(block.usedLength())))
            .toList());
  }

  /** Reads {@code CLAUSE... at @LABEL} or {@code CLAUSE... at @FROM..@TO}. */
  private Expectation.Reject reject(
      CaseEntry entry, List<String> words, Map<String, Long> labels, long streamLength)
      throws CaseSyntaxException {
    int at = words.indexOf("at");
    if (at < 1 || at != words.size() - 2) {
      throw fault(entry, "expected: reject CLAUSE... at @LABEL or @FROM..@TO");
    }
    String[] ends = words.get(at + 1).split("\\.\\.", 2);
    long first = offset(entry, ends[0], labels, streamLength);
    long last = ends.length < 2 ? first : offset(entry, ends[1], labels, streamLength);
    if (last < first) {
      throw fault(entry, "the range " + words.get(at + 1) + " ends before it starts");
    }
    List<Clause> clauses = clauses(entry, String.join(" ", words.subList(0, at)));
    return new Expectation.Reject(clauses, new OffsetRange(first, last));
  }

  /** Reads {@code @LABEL}, {@code @LABEL+N} or {@code @end}, which is the stream's length. */
  private long offset(CaseEntry entry, String text, Map<String, Long> labels, long streamLength)
      throws CaseSyntaxException {
    String[] parts = text.split("\\+", 2);
    String name = parts[0].startsWith("@") ? parts[0].substring(1) : "";
    Long offset = name.equals("end") ? Long.valueOf(streamLength) : labels.get(name);
    if (offset == null) {
      throw fault(entry, "no label '" + parts[0] + "' in the stream");
    }
    long further = parts.length > 1 ? number(entry, parts[1]) : 0;
    if (further < 0 || further > CaseLimits.MAX_MEMORY_BYTES) {
      throw fault(entry, "no place in a stream: '" + text + "'");
    }
    return offset + further;
  }

  private List<Clause> clauses(CaseEntry entry, String text) throws CaseSyntaxException {
    List<Clause> clauses = new ArrayList<>();
    for (String id : words(text)) {
      if (clauses.size() == CaseLimits.MAX_WORDS) {
        throw fault(entry, "more than " + CaseLimits.MAX_WORDS + " clauses");
      }
      clauses.add(clause(entry, id));
    }
    if (clauses.isEmpty()) {
      throw fault(entry, "expected at least one clause");
    }
    return clauses;
  }

  private Clause clause(CaseEntry entry, String id) throws CaseSyntaxException {
    return Clause.byId(id).orElseThrow(() -> fault(entry, "there is no clause '" + id + "'"));
  }

  private long number(CaseEntry entry, String text) throws CaseSyntaxException {
    try {
      return text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw fault(entry, "expected a number such as 4096 or 0x1000, found '" + text + "'");
    }
  }

  private int smallNumber(CaseEntry entry, String text) throws CaseSyntaxException {
    long number = number(entry, text);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw fault(entry, "expected 0 to " + Integer.MAX_VALUE + ", found " + text);
    }
    return (int) number;
  }

  private CaseEntry required(String key) throws CaseSyntaxException {
    CaseEntry entry = single.get(key);
    if (entry == null) {
      throw new CaseSyntaxException(file, lastLine, "expected an entry '" + key + "'");
    }
    if (entry.text().isEmpty()) {
      throw fault(entry, "'" + key + "' has no value");
    }
    return entry;
  }

  private void none(String key) throws CaseSyntaxException {
    CaseEntry entry = single.get(key);
    if (entry == null && repeated.containsKey(key)) {
      entry = repeated.get(key).get(0);
    }
    if (entry != null) {
      throw fault(entry, "'" + key + "' does not go with this expectation");
    }
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }

  private CaseSyntaxException fault(CaseEntry entry, String detail) {
    return new CaseSyntaxException(file, entry.lineNumber(), detail);
  }
}
