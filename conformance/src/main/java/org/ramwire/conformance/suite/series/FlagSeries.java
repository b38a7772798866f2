package org.ramwire.conformance.suite.series;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.ramwire.conformance.suite.cases.CaseParser;
import org.ramwire.conformance.suite.cases.CaseSource;
import org.ramwire.conformance.suite.cases.CaseSyntaxException;
import org.ramwire.conformance.suite.cases.Feature;
import org.ramwire.format.RamFlag;

/**
 * A header with each combination of flags that no record has: all of the ten defined bits, and the
 * undefined ones beside each legal combination.
 *
 * <p>After the header stands what the lowest of its kinds would carry, so that a reader that tests
 * for that kind alone finds nothing amiss.
 */
final class FlagSeries {

  static final String GROUP = "flags-every";

  private static final int DEFINED = 0x3ff;
  private static final int[] UNDEFINED = {0x400, 0x800, 0xc00};

  /** The kinds that CONTINUE goes with. */
  private static final int PAGES =
      RamFlag.ZERO | RamFlag.PAGE | RamFlag.XBZRLE | RamFlag.COMPRESS_PAGE;

  private static final int KINDS = DEFINED & ~RamFlag.FULL & ~RamFlag.CONTINUE;

  private FlagSeries() {}

  /** The cases, by flags. */
  static List<CaseSource> sources() throws CaseSyntaxException {
    List<CaseSource> sources = new ArrayList<>();
    for (int flags = 0; flags <= DEFINED; flags++) {
      if (!legal(flags)) {
        sources.add(source(flags));
        continue;
      }
      for (int undefined : UNDEFINED) {
        sources.add(source(flags | undefined));
      }
    }
    return sources;
  }

  private static boolean legal(int flags) {
    return clauses(flags).isEmpty();
  }

  /** The clauses that the flags alone break. */
  private static Set<String> clauses(int flags) {
    Set<String> clauses = new TreeSet<>();
    if (Integer.bitCount(flags & KINDS) != 1) {
      clauses.add("RAM-003");
    }
    if ((flags & ~DEFINED) != 0) {
      clauses.add("RAM-004");
    }
    if ((flags & RamFlag.FULL) != 0) {
      clauses.add("RAM-005");
    }
    if ((flags & RamFlag.CONTINUE) != 0 && (flags & KINDS & ~PAGES) != 0) {
      clauses.add("RAM-006");
    }
    return clauses;
  }

  private static CaseSource source(int flags) throws CaseSyntaxException {
    String id = String.format(Locale.ROOT, "FLAGS-EVERY-%03X", flags);
    String clauses = String.join(" ", clauses(flags));
    String text =
        String.join(
            "\n",
            "id " + id,
            String.format(
                Locale.ROOT, "title a header with the flags %03x: %s", flags, names(flags)),
            "clauses " + clauses,
            needs(flags),
            "block 0 0x3000 pc.ram",
            "block 1 0x1000 pc.bios",
            "stream",
            "  <open>",
            "  be64:0x1000|0x08 06 \"pc.ram\" pattern:1   # PAGE at 0x1000",
            String.format(Locale.ROOT, "  @bad be64:0x%03x %s", flags, payload(flags)),
            "  <close>",
            "expect reject " + clauses + " at @bad",
            "source format-spec, the clauses themselves",
            "why A reader that tests flags one after the other takes the first that it knows.",
            "");
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return new CaseSource(
        "generated/" + GROUP + "/" + id + ".case", content, CaseParser.parse(id, GROUP, text));
  }

  private static String names(int flags) {
    List<String> names =
        RamFlag.names(flags).stream().map(name -> name.replace("0x", "undefined ")).toList();
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static String needs(int flags) {
    Set<String> needs = new TreeSet<>();
    addIf(needs, flags & RamFlag.ZERO, Feature.ZERO);
    addIf(needs, flags & RamFlag.XBZRLE, Feature.XBZRLE);
    addIf(needs, flags & RamFlag.COMPRESS_PAGE, Feature.COMPRESS);
    addIf(needs, flags & RamFlag.MULTIFD_FLUSH, Feature.MULTIFD_FLUSH);
    return needs.isEmpty() ? "" : "needs " + String.join(" ", needs);
  }

  private static void addIf(Set<String> needs, int bit, Feature feature) {
    if (bit != 0) {
      needs.add(feature.label());
    }
  }

  private static String payload(int flags) {
    String name = (flags & RamFlag.CONTINUE) != 0 ? "" : "06 \"pc.ram\" ";
    return switch (Integer.lowestOneBit(flags & PAGES)) {
      case RamFlag.ZERO -> name + "00";
      case RamFlag.PAGE -> name + "pattern:2";
      case RamFlag.XBZRLE -> name + "01 be16:3 00 01 41";
      case RamFlag.COMPRESS_PAGE -> name + "be32:4107 stored( pattern:2 )";
      default -> "";
    };
  }
}
