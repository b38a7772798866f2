package org.ramwire.compression.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.ramwire.compression.pipeline.SeedOrder.Page;
import org.ramwire.compression.pipeline.SeedOrder.Way;

/** The seed's places, played forwards: with a dice, or in every way that there is. */
final class SeedThreadsModel {

  private SeedThreadsModel() {}

  /** Returns the records of one schedule. */
  static List<Page> play(List<Page> submitted, int threads, Random random) {
    List<Page> written = new ArrayList<>();
    List<Page> places = new ArrayList<>();
    for (Page page : submitted) {
      switch (page.way()) {
        case OVERTAKING -> written.add(page);
        case FIRST -> {
          written.addAll(places);
          places.clear();
          written.add(page);
        }
        case HELD -> {
          int choices = places.size() + (places.size() < threads ? 1 : 0);
          int place = random.nextInt(choices);
          if (place == places.size()) {
            places.add(page);
          } else {
            written.add(places.set(place, page));
          }
        }
      }
    }
    written.addAll(places);
    return written;
  }

  /** Returns the records of every schedule. */
  static Set<List<Page>> all(List<Page> submitted, int threads) {
    Set<List<Page>> all = new HashSet<>();
    play(submitted, 0, threads, List.of(), List.of(), all);
    return all;
  }

  private static void play(
      List<Page> submitted,
      int at,
      int threads,
      List<Page> places,
      List<Page> written,
      Set<List<Page>> into) {
    if (at == submitted.size()) {
      into.add(plus(written, places));
      return;
    }
    Page page = submitted.get(at);
    if (page.way() == Way.OVERTAKING) {
      play(submitted, at + 1, threads, places, plus(written, List.of(page)), into);
      return;
    }
    if (page.way() == Way.FIRST) {
      List<Page> flushed = plus(plus(written, places), List.of(page));
      play(submitted, at + 1, threads, List.of(), flushed, into);
      return;
    }
    if (places.size() < threads) {
      play(submitted, at + 1, threads, plus(places, List.of(page)), written, into);
    }
    for (int place = 0; place < places.size(); place++) {
      List<Page> after = new ArrayList<>(places);
      Page leaving = after.set(place, page);
      play(submitted, at + 1, threads, after, plus(written, List.of(leaving)), into);
    }
  }

  private static List<Page> plus(List<Page> one, List<Page> other) {
    List<Page> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }
}
