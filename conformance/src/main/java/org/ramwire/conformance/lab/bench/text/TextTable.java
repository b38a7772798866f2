package org.ramwire.conformance.lab.bench.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of text in columns. The first column is flush left, the others flush right. Columns that do
 * not fit on a line go on in a table below, with the first column again. Not thread-safe.
 */
public final class TextTable {

  private static final String GAP = "  ";

  private final int width;
  private final List<String[]> rows = new ArrayList<>();
  private final int headings;

  /**
   * Starts a table.
   *
   * @param width characters in a line, at most
   * @param headings one or more lines of them, a text for each column
   */
  public TextTable(int width, String[]... headings) {
    this.width = width;
    this.headings = headings.length;
    rows.addAll(Arrays.asList(headings));
  }

  /**
   * Adds a row.
   *
   * @param row a text for each column
   */
  public void add(String... row) {
    rows.add(row);
  }

  /**
   * Writes the table.
   *
   * @return lines, each ended
   */
  public String text() {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], length(row[c]));
      }
    }
    StringBuilder text = new StringBuilder();
    int from = 1;
    do {
      int to = from;
      int used = widths[0];
      while (to < columns && (to == from || used + GAP.length() + widths[to] <= width)) {
        used += GAP.length() + widths[to++];
      }
      if (from > 1) {
        text.append('\n');
      }
      write(text, widths, from, to);
      from = to;
    } while (from < columns);
    return text.toString();
  }

  private void write(StringBuilder text, int[] widths, int from, int to) {
    for (int r = 0; r < rows.size(); r++) {
      String[] row = rows.get(r);
      StringBuilder line = new StringBuilder(row[0]).append(" ".repeat(widths[0] - length(row[0])));
      for (int c = from; c < to; c++) {
        line.append(GAP).append(" ".repeat(widths[c] - length(row[c]))).append(row[c]);
      }
      text.append(line.toString().stripTrailing()).append('\n');
      if (r + 1 == headings) {
        int total = widths[0];
        for (int c = from; c < to; c++) {
          total += GAP.length() + widths[c];
        }
        text.append("─".repeat(total)).append('\n');
      }
    }
  }

  private static int length(String text) {
    return Cells.width(text);
  }
}
