package org.ramwire.conformance.lab.bench.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A letter for each encoder, by which the plots call it. */
final class Keys {

  private static final int LETTERS = 26;

  private final Map<String, String> keys = new HashMap<>();

  Keys(List<EncoderSummary> ranking) {
    for (int i = 0; i < ranking.size(); i++) {
      String letter = "" + (char) ('A' + i % LETTERS);
      keys.put(ranking.get(i).encoder(), i < LETTERS ? letter : letter + i / LETTERS);
    }
  }

  String of(String encoder) {
    return keys.get(encoder);
  }
}
