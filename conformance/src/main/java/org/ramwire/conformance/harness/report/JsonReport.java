package org.ramwire.conformance.harness.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.run.ClauseCoverage;
import org.ramwire.conformance.harness.run.RunReport;
import org.ramwire.conformance.harness.run.VerificationReport;
import org.ramwire.conformance.suite.library.SetIdentity;
import org.ramwire.format.Clause;

/** A verification's report for programs. */
public final class JsonReport {

  /** Rises when a program that reads the report has to be changed. */
  private static final int FORMAT = 1;

  private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** A report without state. */
  public JsonReport() {}

  /**
   * Writes one JSON object, as {@code schemas/verify-report.schema.json} describes it.
   *
   * @param run all results
   * @return the text
   * @throws IOException never: of Jackson's signature
   */
  public String text(RunReport run) throws IOException {
    VerificationReport report = run.verification();
    ObjectNode root = mapper.createObjectNode();
    root.put("format", FORMAT);
    root.put("protocol", 1);
    root.put("implementation", report.implementation());
    root.put("good", run.good());
    root.put("whole", run.whole());
    root.put("millis", report.time().toMillis());
    addSet(root.putObject("suite").putObject("cases"), run.suite().cases());
    addSet(((ObjectNode) root.get("suite")).putObject("golden"), run.suite().golden());
    ObjectNode environment = root.putObject("environment");
    run.environment().facts().forEach(environment::put);
    run.deviations().forEach(root.putArray("deviations")::add);
    ObjectNode verdicts = root.putObject("verdicts");
    for (Verdict verdict : Verdict.values()) {
      verdicts.put(verdict.name(), report.count(verdict));
    }
    addClauses(root.putArray("clauses"), new ClauseCoverage(report));
    ArrayNode cases = root.putArray("cases");
    report.results().forEach(result -> addCase(cases.addObject(), report, result));
    return mapper.writeValueAsString(root) + "\n";
  }

  private static void addSet(ObjectNode node, SetIdentity set) {
    node.put("version", set.version());
    node.put("files", set.files());
    node.put("sha256", set.sha256());
    node.put("released", set.released());
  }

  private static void addClauses(ArrayNode clauses, ClauseCoverage coverage) {
    for (Clause clause : Clause.values()) {
      ObjectNode node = clauses.addObject();
      node.put("id", clause.id());
      node.put("level", clause.level().name());
      node.put("role", clause.role().name());
      node.put("summary", clause.summary());
      node.put("see", clause.address());
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
