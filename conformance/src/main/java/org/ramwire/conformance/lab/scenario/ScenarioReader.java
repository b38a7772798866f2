package org.ramwire.conformance.lab.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ramwire.format.PageSize;

/**
 * The reading of a scenario file: JSON, one object. Numbers may be text with {@code 0x}.
 *
 * <pre>
 * title          one sentence
 * machine        the flavour that a real QEMU needs, a file of {@code machines}
 * pageSizeBytes  4096 where absent
 * blocks         [{idstr, lengthBytes, guestAddress}], in the stream's order
 * capabilities   ["xbzrle", …]
 * parameters     {"max-bandwidth": 100, …}
 * firstContent   [write]: before the migration
 * pacer          {block, pages, content}: pages that end every round ({@link Pacer})
 * rounds         [{after, writes}]: the writes that make a further round, made when the first
 *                record of a page since the round before is on the wire; after is
 *                {"block": 0, "page": 24}, and the pacer's first page where absent
 * lastStage      [write]: when the guest has stopped, before the last pages go
 * determinism    stream, ram or records ({@link Determinism})
 * expect         {totals: {"PAGE": 3, …}, pages: [{block, pages, records}]}; records is the kinds
 *                in order, "PAGE XBZRLE:9" with the payload's bytes where they matter
 *
 * write          {block, pages: "0-3,7", content: [step]}; each page by itself goes through the
 *                steps from what it is; no step writes it as it is
 * step           {"fill": 85}           every byte
 *                {"ramp": 0}            counting up, modulo 256
 *                {"random": 7}          generated from a seed
 *                {"text": 7}            words, from a seed
 *                {"set": "00ff", "at": 16}
 *                {"xor": 255, "at": 0, "count": 127, "every": 2}
 *                {"sprinkle": 7, "count": 20}   single bytes changed at generated places
 * </pre>
 *
 * <p>{@link ContentStep} says exactly what each step makes.
 */
public final class ScenarioReader {

  /** Memory is held on the heap, more than once. */
  private static final long MAX_MEMORY_BYTES = 1L << 30;

  private static final Pattern VERSION = Pattern.compile("\\d{1,4}(\\.\\d{1,4}){0,2}");

  private ScenarioReader() {}

  /**
   * Reads a scenario.
   *
   * @param name its name
   * @param json the file's text
   * @return the scenario
   * @throws ScenarioException if the text is not one
   */
  public static Scenario read(String name, String json) throws ScenarioException {
    JsonFields fields = JsonFields.parse(name, json);
    try {
      Scenario scenario =
          new Scenario(
              name,
              fields.text("title"),
              fields.text("machine"),
              new PageSize(fields.smallNumber("pageSizeBytes", PageSize.X86.bytes())),
              blocks(fields),
              settings(fields),
              history(fields),
              expectations(fields));
      fields.end();
      return scenario;
    } catch (IllegalArgumentException e) {
      throw new ScenarioException(name, e.getMessage());
    }
  }

  private static List<ScenarioBlock> blocks(JsonFields fields) throws ScenarioException {
    List<ScenarioBlock> blocks = new ArrayList<>();
    long total = 0;
    for (JsonFields block : fields.objects("blocks")) {
      total += block.smallNumber("lengthBytes");
      if (total > MAX_MEMORY_BYTES) {
        throw block.wrong("lengthBytes", "more than " + MAX_MEMORY_BYTES + " bytes in all blocks");
      }
      blocks.add(
          new ScenarioBlock(
              block.text("idstr"), block.smallNumber("lengthBytes"), block.number("guestAddress")));
      block.end();
    }
    return blocks;
  }

  private static MigrationSettings settings(JsonFields fields) throws ScenarioException {
    Map<String, Long> parameters = new LinkedHashMap<>();
    if (fields.has("parameters")) {
      JsonFields object = fields.object("parameters");
      for (String name : object.names()) {
        parameters.put(name, object.number(name));
      }
    }
    return new MigrationSettings(fields.texts("capabilities"), parameters);
  }

  private static WriteHistory history(JsonFields fields) throws ScenarioException {
    Optional<Pacer> pacer = pacer(fields);
    return new WriteHistory(
        ContentReader.writes(fields.objects("firstContent")),
        pacer,
        rounds(fields, pacer),
        ContentReader.writes(fields.objects("lastStage")));
  }

  private static Optional<Pacer> pacer(JsonFields fields) throws ScenarioException {
    if (!fields.has("pacer")) {
      return Optional.empty();
    }
    JsonFields object = fields.object("pacer");
    int block = object.smallNumber("block");
    List<PageRef> pages =
        ContentReader.pages(object).stream().map(page -> new PageRef(block, page)).toList();
    List<ContentStep> steps = ContentReader.steps(object.objects("content"));
    object.end();
    return Optional.of(new Pacer(pages, steps));
  }

  private static List<Round> rounds(JsonFields fields, Optional<Pacer> pacer)
      throws ScenarioException {
    List<Round> rounds = new ArrayList<>();
    for (JsonFields round : fields.objects("rounds")) {
      rounds.add(new Round(after(round, pacer), ContentReader.writes(round.objects("writes"))));
      round.end();
    }
    return rounds;
  }

  private static PageRef after(JsonFields round, Optional<Pacer> pacer) throws ScenarioException {
    if (!round.has("after") && pacer.isPresent()) {
      return pacer.get().pages().get(0);
    }
    JsonFields after = round.object("after");
    PageRef page = new PageRef(after.smallNumber("block"), after.smallNumber("page"));
    after.end();
    return page;
  }

  private static Expectations expectations(JsonFields fields) throws ScenarioException {
    Determinism determinism = determinism(fields);
    Map<String, Expectations> from = new LinkedHashMap<>();
    if (fields.has("expectFrom")) {
      JsonFields versions = fields.object("expectFrom");
      for (String version : versions.names()) {
        if (!VERSION.matcher(version).matches()) {
          throw versions.wrong(version, "expected a version such as 10.0");
        }
        from.put(version, expectations(determinism, versions.object(version), Map.of()));
      }
      versions.end();
    }
    return expectations(determinism, fields.object("expect"), from);
  }

  private static Expectations expectations(
      Determinism determinism, JsonFields expect, Map<String, Expectations> from)
      throws ScenarioException {
    Map<String, Integer> totals = new LinkedHashMap<>();
    if (expect.has("totals")) {
      JsonFields object = expect.object("totals");
      for (String kind : object.names()) {
        totals.put(kind, object.smallNumber(kind));
      }
    }
    List<PageExpectation> pages = new ArrayList<>();
    for (JsonFields object : expect.objects("pages")) {
      int block = object.smallNumber("block");
      List<String> records = List.of(object.text("records").split(" "));
      for (int page : ContentReader.pages(object)) {
        pages.add(new PageExpectation(new PageRef(block, page), records));
      }
      object.end();
    }
    expect.end();
    return new Expectations(determinism, totals, pages, from);
  }

  private static Determinism determinism(JsonFields fields) throws ScenarioException {
    try {
      return Determinism.valueOf(fields.text("determinism").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw fields.wrong("determinism", "expected stream, ram or records");
    }
  }
}
