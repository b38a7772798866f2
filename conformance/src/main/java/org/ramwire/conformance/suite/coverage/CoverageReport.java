package org.ramwire.conformance.suite.coverage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.coverage.ClauseMatrix.Row;
import org.ramwire.conformance.suite.library.CaseIds;

/** The matrix of clauses and cases as text, as a table in Markdown, or as JSON. */
public final class CoverageReport {

  private static final int LINE_CHARS = 100;
  private static final String INDENT = "          ";

  private final ClauseMatrix matrix;

  /**
   * Prepares a report.
   *
   * @param matrix what it shows
   */
  public CoverageReport(ClauseMatrix matrix) {
    this.matrix = matrix;
  }

  /**
   * Prints text: a line for each clause with the number of its cases, and their ids below.
   *
   * @param out where it goes
   */
  public void printText(PrintWriter out) {
    out.printf(
        "%-9s %-7s %-7s %9s %9s %9s%n",
        "clause", "level", "role", "positive", "negative", "writer");
    for (Row row : matrix.rows()) {
      out.printf(
          "%-9s %-7s %-7s %9s %9s %9s%n",
          row.clause().id(),
          row.clause().level(),
          row.clause().role().name().toLowerCase(Locale.ROOT),
          cell(row, Side.POSITIVE),
          cell(row, Side.NEGATIVE),
          cell(row, Side.WRITER));
      printIds(out, "+", row.positive());
      printIds(out, "-", row.negative());
      printIds(out, "w", row.writer());
    }
    out.println();
    out.println(
        "A number counts cases. '.': not asked for. 'strict': the strict reader checks it in");
    out.println("every encoder's output. 'waived': see below. 'HOLE': neither case nor waiver.");
    matrix
        .waivers()
        .forEach(
            waiver ->
                out.println(
                    "  waived    "
                        + waiver.clause().id()
                        + " "
                        + waiver.side().label()
                        + ": "
                        + waiver.reason()));
    out.println("The cases, however many, see only a part of these clauses:");
    for (Row row : matrix.rows()) {
      SeenPart.of(row.clause())
          .ifPresent(seen -> out.println("  in part   " + row.clause().id() + ": " + seen));
    }
    out.println(sum());
  }

  /**
   * Prints a table.
   *
   * @param out where it goes
   */
  public void printMarkdown(PrintWriter out) {
    out.println("| Clause | Level | Role | Positive | Negative | Writer | Says |");
    out.println("|---|---|---|--:|--:|--:|---|");
    for (Row row : matrix.rows()) {
      out.printf(
          "| %s | %s | %s | %s | %s | %s | %s |%n",
          row.clause().id(),
          row.clause().level(),
          row.clause().role().name().toLowerCase(Locale.ROOT),
          cell(row, Side.POSITIVE),
          cell(row, Side.NEGATIVE),
          cell(row, Side.WRITER),
          row.clause().summary().replace("|", "\\|"));
    }
    out.println();
    out.println(sum());
  }

  /**
   * Prints one JSON object.
   *
   * @param out where it goes
   * @throws IOException if it cannot be written
   */
  public void printJson(PrintWriter out) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = mapper.createObjectNode();
    ArrayNode clauses = root.putArray("clauses");
    for (Row row : matrix.rows()) {
      ObjectNode node = clauses.addObject();
      node.put("id", row.clause().id());
      node.put("level", row.clause().level().name());
      node.put("role", row.clause().role().name());
      SeenPart.of(row.clause()).ifPresent(seen -> node.put("seen", seen));
      for (Side side : Side.values()) {
        ObjectNode sideNode = node.putObject(side.label());
        sideNode.put("required", matrix.required(row.clause(), side));
        sideNode.put("covered", matrix.covered(row, side));
        matrix
            .waiver(row.clause(), side)
            .ifPresent(waiver -> sideNode.put("waiver", waiver.reason()));
        ArrayNode cases = sideNode.putArray("cases");
        row.cases(side).forEach(one -> cases.add(one.id()));
      }
    }
    ArrayNode holes = root.putArray("holes");
    matrix
        .holes()
        .forEach(
            hole ->
                holes
                    .addObject()
                    .put("clause", hole.clause().id())
                    .put("side", hole.side().label()));
    out.println(mapper.writeValueAsString(root));
  }

  /**
   * Sums the matrix up.
   *
   * @return one line
   */
  public String sum() {
    long required = 0;
    long covered = 0;
    for (Row row : matrix.rows()) {
      for (Side side : Side.values()) {
        if (matrix.required(row.clause(), side)) {
          required++;
          covered += matrix.covered(row, side) ? 1 : 0;
        }
      }
    }
    int holes = matrix.holes().size();
    String encoders =
        matrix.encoderCases() ? "" : "; there is no encoder case, so no writer is held to anything";
    return String.format(
        Locale.ROOT,
        "%d of %d sides of MUST clauses tested, %d waived, %d hole%s%s",
        covered,
        required,
        matrix.waivers().size(),
        holes,
        holes == 1 ? "" : "s",
        encoders);
  }

  private String cell(Row row, Side side) {
    if (!row.cases(side).isEmpty()) {
      return String.valueOf(row.cases(side).size());
    }
    if (matrix.covered(row, side)) {
      return "strict";
    }
    if (matrix.waiver(row.clause(), side).isPresent()) {
      return "waived";
    }
    return matrix.required(row.clause(), side) ? "HOLE" : ".";
  }

  private static void printIds(PrintWriter out, String sign, List<ConformanceCase> cases) {
    StringBuilder line = new StringBuilder(INDENT + sign);
    for (String id : CaseIds.collapsed(cases)) {
      if (line.length() + 1 + id.length() > LINE_CHARS) {
        out.println(line);
        line = new StringBuilder(INDENT + " ");
      }
      line.append(' ').append(id);
    }
    if (!cases.isEmpty()) {
      out.println(line);
    }
  }
}
