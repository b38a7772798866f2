package org.ramwire.conformance.suite.library;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What somebody may have meant who wrote a name that nothing has. */
public final class Nearest {

  private static final int MOST = 3;

  /** No name is as long; to compare takes time that grows with both. */
  private static final int MAX_CHARS = 200;

  private Nearest() {}

  /**
   * Finds the names that are most like a text.
   *
   * @param text what was written
   * @param names what there is
   * @return at most three, the nearest first; none if nothing is near
   */
  public static List<String> to(String text, Stream<String> names) {
    if (text.length() > MAX_CHARS) {
      return List.of();
    }
    String wanted = text.toLowerCase(Locale.ROOT);
    int tolerated = Math.max(1, wanted.length() / 3);
    return names
        .distinct()
        .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= tolerated)
        .sorted(Comparator.comparing(name -> distance(wanted, name.toLowerCase(Locale.ROOT))))
        .limit(MOST)
        .toList();
  }

  /** How many characters are to be changed, added or removed. */
  static int distance(String one, String other) {
    int[] above = new int[other.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(above[j - 1] + change, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[other.length()];
  }
}
