package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.ramwire.codec.Limits;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.conformance.lab.history.BuiltInHistory;
import org.ramwire.conformance.lab.history.Corpora;
import org.ramwire.conformance.lab.history.HistoryException;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of a benchmark that say what is encoded. */
final class BenchCorpora {

  private static final int QUICK_PAGES = 256;
  private static final int FULL_PAGES = 2048;
  private static final int MOST_PAGES = 1 << 18;

  @Option(
      names = "--corpus",
      paramLabel = "NAME",
      description =
          "what is encoded: a built-in corpus, 'builtin' for all of them (default), "
              + "golden/VERSION/SCENARIO, a stream with several rounds, a directory with "
              + "round-0.img, round-1.img …, or, two times or more, memory images or directories "
              + "that extract wrote, in order")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--pages",
      paramLabel = "N",
      description =
          "how many pages of each corpus at most; of more, every so manyth (default: "
              + QUICK_PAGES
              + ", with --full "
              + FULL_PAGES
              + ")")
  private Integer pages;

  @Option(
      names = "--page-size",
      paramLabel = "BYTES",
      defaultValue = "4096",
      description = "the page size (default: ${DEFAULT-VALUE}; 1024 to 65536, a power of two)")
  private int pageSize;

  @Option(
      names = "--max-memory",
      paramLabel = "SIZE",
      defaultValue = "1G",
      description = "refuse a stream that needs more memory (default: ${DEFAULT-VALUE})")
  private String maxMemory;

  BenchCorpora() {}

  /** Finds the histories. */
  List<PageHistory> find(CommandLine command, boolean full) throws IOException {
    int most = pages == null ? full ? FULL_PAGES : QUICK_PAGES : pages;
    if (most < 2 || most > MOST_PAGES) {
      throw new ParameterException(
          command, "--pages: expected 2 to " + MOST_PAGES + ", not " + most);
    }
    try {
      ReaderOptions options =
          new ReaderOptions(new PageSize(pageSize), Strictness.STRICT, Limits.DEFAULT, null);
      List<String> wanted = names.isEmpty() ? List.of(Corpora.BUILT_IN) : names;
      List<PageHistory> found = Corpora.find(wanted, options, most, Sizes.parse(maxMemory));
      refuseTwins(command, found);
      return found;
    } catch (HistoryException e) {
      throw new ParameterException(command, "--corpus: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, e.getMessage());
    }
  }

  private static void refuseTwins(CommandLine command, List<PageHistory> found) {
    List<String> seen = new ArrayList<>();
    for (PageHistory history : found) {
      if (seen.contains(history.name())) {
        throw new ParameterException(
            command, "--corpus: two are called '" + history.name() + "'; rename one");
      }
      seen.add(history.name());
    }
  }

  /** Prints the built-in names. */
  void list(PrintWriter out) {
    out.println("Corpora that are built in:");
    for (BuiltInHistory history : BuiltInHistory.values()) {
      out.printf("  %-12s %s%n", history.label(), history.text());
    }
  }
}
