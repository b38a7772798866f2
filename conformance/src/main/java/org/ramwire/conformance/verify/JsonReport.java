package org.ramwire.conformance.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import org.ramwire.format.Clause;

/** A verification's report for programs. */
public final class JsonReport {

  private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** A report without state. */
  public JsonReport() {}

  /**
   * Prints one JSON object.
   *
   * @param report all results
   * @param out where it goes
   * @throws IOException if it cannot be written
   */
  public void print(VerificationReport report, PrintWriter out) throws IOException {
    ObjectNode root = mapper.createObjectNode();
    root.put("protocol", 1);
    root.put("implementation", report.implementation());
    root.put("good", report.good());
    root.put("millis", report.time().toMillis());
    ObjectNode verdicts = root.putObject("verdicts");
    for (Verdict verdict : Verdict.values()) {
      verdicts.put(verdict.name(), report.count(verdict));
    }
    addClauses(root.putArray("clauses"), new ClauseCoverage(report));
    ArrayNode cases = root.putArray("cases");
    report.results().forEach(result -> addCase(cases.addObject(), report, result));
    out.println(mapper.writeValueAsString(root));
  }

  private static void addClauses(ArrayNode clauses, ClauseCoverage coverage) {
    for (Clause clause : Clause.values()) {
      ObjectNode node = clauses.addObject();
      node.put("id", clause.id());
      node.put("level", clause.level().name());
      node.put("role", clause.role().name());
      node.put("summary", clause.summary());
      node.put("covered", coverage.covered(clause));
      ArrayNode cases = node.putArray("cases");
      coverage.results(clause).forEach(result -> cases.add(result.testCase().id()));
    }
  }

  private static void addCase(ObjectNode node, VerificationReport report, CaseResult result) {
    node.put("id", result.testCase().id());
    node.put("group", result.testCase().heading().group());
    node.put("title", result.testCase().heading().title());
    ArrayNode clauses = node.putArray("clauses");
    result.testCase().clauses().forEach(clause -> clauses.add(clause.id()));
    node.put("verdict", result.verdict().name());
    node.put("millis", result.time().toMillis());
    node.put("expected", result.expected());
    node.put("found", result.found());
    if (result.difference() != null) {
      ObjectNode difference = node.putObject("difference");
      difference.put("block", result.difference().block());
      difference.put("pageOffset", result.difference().pageOffset());
      difference.put("byteOffset", result.difference().byteOffset());
      difference.put("expected", result.difference().expected());
      difference.put("found", result.difference().found());
      difference.put("pages", result.difference().pages());
    }
    if (!result.evidence().isEmpty()) {
      result.evidence().forEach(node.putArray("evidence")::add);
    }
    node.put("replay", report.replayCommand(result.testCase().id()));
  }
}
