package org.ramwire.conformance.suite.series;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.suite.cases.ByteNotation;
import org.ramwire.conformance.suite.cases.CaseEntry;
import org.ramwire.conformance.suite.cases.CaseParser;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.cases.CaseSource;
import org.ramwire.conformance.suite.cases.CaseSyntaxException;
import org.ramwire.conformance.suite.cases.Frames;
import org.ramwire.format.PageSize;
import org.ramwire.format.StreamConstants;

/**
 * One small stream cut at each of its bytes: a case for every length from 0 to one byte short of
 * the whole.
 *
 * <p>The stream is written in the notation of case files, a line for each piece that a reader may
 * take at once: it reports a cut where the piece or a field of it starts. {@code |} stands where a
 * stream may end, {@code !} after the last cut. The whole stream is a case too: were it refused,
 * the cuts would prove nothing.
 */
final class CutSeries {

  static final String GROUP = "cut-every";

  private static final List<RamBlock> BLOCKS =
      List.of(
          new RamBlock(0, Idstr.of("pc.ram"), 0x3000),
          new RamBlock(1, Idstr.of("pc.bios"), 0x1000));

  private static final String BLOCK_LIST =
      """
      be64:0x4004
      06 "pc.ram" be64:0x3000
      07 "pc.bios" be64:0x1000
      """;

  /** Every kind of record but PAGE, which would add 4096 cases that show nothing new. */
  private static final String RECORDS =
      """
      be64:0x2
      07 "pc.bios" 00
      be64:0x2
      06 "pc.ram" ab
      be64:0x1022 cd
      be64:0x200
      be64:0x40
      06 "pc.ram"
      01 be16:3 000141
      be64:0x1060
      01 be16:4 81010142
      be64:0x2120
      be32:42
      7801edd081100000000321d6f79798c7ae102a0c183060c0800103060c183060c08081f78101efcb105b
      """;

  private static final String EOS =
      """
      <eos>
      7e be32:2
      """;

  private static final String FIRST_PIECE =
      """
      01 be32:2
      03 "ram" be32:0 be32:4
      """
          + BLOCK_LIST
          + EOS;

  private static final String LAST_PIECES = "02 be32:2\n" + RECORDS + EOS + "03 be32:2\n" + EOS;

  private static final String MAGIC = '"' + StreamConstants.MAGIC_TEXT + '"';
  private static final String VERSION = "be32:" + StreamConstants.VERSION + "\n";
  private static final String HEADER = MAGIC + " " + VERSION;

  private static final String RAM_ONLY = HEADER + FIRST_PIECE + LAST_PIECES + "00";

  private static final String CONTAINER =
      HEADER
          + """
      07 be32:7 "microvm"
      05 1e "configuration/target-page-bits" be32:1 be32:12
      05 1a "configuration/capabilities" be32:1 be32:0
      05 12 "configuration/uuid" be32:1 6ba7b8109dad41d180b400c04fd430c8
      08 be16:3 be16:0
      04 be32:0 05 "early" be32:0 be32:1 00000007 7e be32:0
      """
          + FIRST_PIECE
          + "08 be16:11 be16:0\n"
          + LAST_PIECES
          + """
          04 be32:5 07 "example" be32:0 be32:1 00000007 7e be32:5
          00 | 06 be32:18 '{"page_size":4096}'
          """;

  private static final String LIBVIRT =
      '"'
          + StreamConstants.LIBVIRT_MAGIC
          + """
      " le32:2 le32:16 le32:0 le32:0 le32:0 00*56
      "<domain/>" 00*7
      """
          + MAGIC
          + " !\n"
          + VERSION
          + FIRST_PIECE
          + LAST_PIECES
          + "00";

  private static final String ACCEPTED = "accept\nimage 0 0 41 ab*4095 cd*129 42 cd*3966 61*4096";

  /**
   * A piece of the stream.
   *
   * @param notation how case files write it
   * @param bytes what that stands for
   * @param start the lowest offset at which a cut in it is reported
   * @param mayEndBefore whether a stream may end in front of it
   */
  private record Field(String notation, byte[] bytes, int start, boolean mayEndBefore) {}

  private final String name;
  private final String title;
  private final CaseProfile profile;
  private final String needs;
  private final List<Field> fields = new ArrayList<>();

  /** What else a reader may blame for a cut: a device has no end in it. */
  private final String firstClauses;

  /** In front of which offset the cuts end. */
  private int cutsEnd = Integer.MAX_VALUE;

  /** Up to where it may. */
  private final int firstBytes;

  private CutSeries(
      String name, String title, CaseProfile profile, String firstClauses, int firstBytes) {
    this.name = name;
    this.title = title;
    this.profile = profile;
    this.needs = needs(name);
    this.firstClauses = firstClauses;
    this.firstBytes = firstBytes;
  }

  private static String needs(String name) {
    return switch (name) {
      case "LIBVIRT" -> "libvirt zero xbzrle compress multifd-flush";
      default -> "zero xbzrle compress multifd-flush";
    };
  }

  /** The cases of all series. */
  static List<CaseSource> sources() throws CaseSyntaxException {
    List<CaseSource> sources = new ArrayList<>();
    sources.addAll(
        new CutSeries("RAM", "a file with a ram section alone", CaseProfile.RAM_ONLY, "", 0)
            .cut(RAM_ONLY));
    sources.addAll(
        new CutSeries(
                "CONTAINER",
                "a file with configuration, command, devices and description",
                CaseProfile.MIGRATION,
                " CON-022",
                Integer.MAX_VALUE)
            .cut(CONTAINER));
    sources.addAll(
        new CutSeries("LIBVIRT", "a virsh save file", CaseProfile.MIGRATION, " LIB-001 CON-001", 16)
            .cut(LIBVIRT));
    sources.addAll(
        new CutSeries("BODY", "the payloads alone", CaseProfile.BODY, " RAM-025", 1)
            .cut(BLOCK_LIST + RECORDS + "<eos>"));
    return sources;
  }

  private List<CaseSource> cut(String notation) throws CaseSyntaxException {
    collect(notation);
    List<CaseSource> sources = new ArrayList<>();
    StringBuilder whole = new StringBuilder();
    int at = 0;
    for (Field field : fields) {
      for (int taken = 0; at < cutsEnd && taken < field.bytes().length; taken++) {
        String stream =
            whole.toString()
                + (taken == 0 ? "" : " " + HexFormat.of().formatHex(field.bytes(), 0, taken));
        sources.add(source(at + taken, stream, field, taken == 0 && field.mayEndBefore()));
      }
      whole.append(' ').append(field.notation());
      at += field.bytes().length;
    }
    sources.add(
        source("CUT-EVERY-" + name + "-NOT", title + " that is whole", whole.toString(), ACCEPTED));
    return sources;
  }

  private void collect(String notation) throws CaseSyntaxException {
    Frames frames = new Frames(profile, BLOCKS);
    boolean mayEnd = false;
    int at = 0;
    for (String line : notation.lines().toList()) {
      int start = at;
      for (String token : line.strip().split("\\s+")) {
        if (token.equals("|")) {
          mayEnd = true;
          continue;
        }
        if (token.equals("!")) {
          cutsEnd = at;
          continue;
        }
        ByteNotation bytes = new ByteNotation(name, PageSize.X86, frames);
        bytes.take(new CaseEntry.Line(1, token));
        fields.add(new Field(token, bytes.bytes(), start, mayEnd));
        at += bytes.bytes().length;
        mayEnd = false;
      }
    }
  }

  private CaseSource source(int length, String stream, Field field, boolean whole)
      throws CaseSyntaxException {
    String refusal =
        "reject CON-050 CON-040"
            + (length < firstBytes ? firstClauses : "")
            + String.format(Locale.ROOT, " at @start+%d..@end", field.start());
    return source(
        String.format(Locale.ROOT, "CUT-EVERY-%s-%03d", name, length),
        title + " that ends after " + length + " bytes",
        stream,
        whole ? ACCEPTED : refusal);
  }

  private CaseSource source(String id, String caseTitle, String stream, String expectation)
      throws CaseSyntaxException {
    boolean accepted = expectation.equals(ACCEPTED);
    String text =
        String.join(
            "\n",
            "id " + id,
            "title " + caseTitle,
            "clauses " + (accepted ? "CON-040 CON-050" : "CON-050"),
            "profile " + profile.label(),
            "needs " + needs,
            "block 0 0x3000 pc.ram",
            "block 1 0x1000 pc.bios",
            "stream @start" + stream,
            "expect " + expectation,
            "source " + (accepted ? "format-spec, the clauses" : "our decision, format-spec"),
            "why A reader that takes missing bytes for zeroes reads on.",
            "");
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return new CaseSource(
        "generated/" + GROUP + "/" + id + ".case", content, CaseParser.parse(id, GROUP, text));
  }
}
