package org.ramwire.conformance.lab.bench.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.Row;

/** The rows of two runs that are of the same encoder and the same pages. */
final class RowPairs {

  private final BenchReport before;
  private final BenchReport after;
  private final Map<String, List<TimeComparison.Pair>> both;
  private final Map<String, List<String>> breaks;
  private final List<String> notes;

  /** Prepares to fill the maps, by encoder, and the notes on what cannot be compared. */
  RowPairs(
      BenchReport before,
      BenchReport after,
      Map<String, List<TimeComparison.Pair>> both,
      Map<String, List<String>> breaks,
      List<String> notes) {
    this.before = before;
    this.after = after;
    this.both = both;
    this.breaks = breaks;
    this.notes = notes;
  }

  /** Pairs rows; returns whether the second run lacks an encoder of the first. */
  boolean find() {
    Map<String, BenchReport.Corpus> old = byName(before);
    Map<String, BenchReport.Corpus> now = byName(after);
    old.forEach((name, corpus) -> noteCorpus(corpus, now.get(name)));
    now.keySet().stream()
        .filter(name -> !old.containsKey(name))
        .forEach(name -> notes.add("Not compared: " + name + " is only in the second run"));
    noteEncoders();
    Map<List<String>, Row> first = new HashMap<>();
    before.rows().forEach(row -> first.put(key(row), row));
    for (Row row : after.rows()) {
      Row earlier = first.get(key(row));
      if (earlier != null && same(old.get(row.corpus()), now.get(row.corpus()))) {
        take(earlier, row);
      }
    }
    List<String> measured = after.rows().stream().map(Row::encoder).distinct().toList();
    return before.rows().stream().anyMatch(row -> !measured.contains(row.encoder()));
  }

  private static Map<String, BenchReport.Corpus> byName(BenchReport report) {
    Map<String, BenchReport.Corpus> corpora = new LinkedHashMap<>();
    report.corpora().forEach(corpus -> corpora.put(corpus.name(), corpus));
    return corpora;
  }

  private static List<String> key(Row row) {
    return List.of(row.encoder(), row.corpus());
  }

  private static boolean same(
      BenchReport.@Nullable Corpus one, BenchReport.@Nullable Corpus other) {
    return one != null
        && other != null
        && one.pageBytes() == other.pageBytes()
        && one.fingerprint().equals(other.fingerprint());
  }

  private void noteCorpus(BenchReport.Corpus corpus, BenchReport.@Nullable Corpus other) {
    if (other == null) {
      notes.add("Not compared: " + corpus.name() + " is only in the first run");
    } else if (corpus.pageBytes() != other.pageBytes()) {
      notes.add("Not compared: " + corpus.name() + " has pages of another size");
    } else if (!same(corpus, other)) {
      notes.add("Not compared: " + corpus.name() + " has other pages: another fingerprint");
    }
  }

  private void noteEncoders() {
    List<String> old = before.rows().stream().map(Row::encoder).distinct().toList();
    List<String> now = after.rows().stream().map(Row::encoder).distinct().toList();
    old.stream()
        .filter(name -> !now.contains(name))
        .forEach(name -> notes.add("Not compared: encoder " + name + " is only in the first run"));
    now.stream()
        .filter(name -> !old.contains(name))
        .forEach(name -> notes.add("Not compared: encoder " + name + " is only in the second run"));
  }

  private void take(Row earlier, Row row) {
    String encoder = row.encoder();
    if (earlier.figures() != null && row.figures() != null) {
      both.computeIfAbsent(encoder, name -> new ArrayList<>())
          .add(new TimeComparison.Pair(earlier, row));
    } else if (earlier.figures() != null) {
      breaks.computeIfAbsent(encoder, name -> new ArrayList<>()).add(row.corpus());
    } else {
      String how = row.figures() == null ? " fails in both runs" : " failed in the first run only";
      notes.add("Not compared: " + encoder + " on " + row.corpus() + how);
    }
  }
}
