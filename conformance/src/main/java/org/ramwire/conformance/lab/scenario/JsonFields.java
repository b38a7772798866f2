package org.ramwire.conformance.lab.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The fields of one JSON object, each taken once by name and type; what is left over is refused.
 */
final class JsonFields {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int MAX_TEXT_CHARS = 4 << 20;
  private static final long MAX_PAGES = 1 << 20;

  private final String place;
  private final JsonNode node;
  private final Set<String> taken = new HashSet<>();

  /** How many more pages the whole file may name: one counter for all its objects. */
  private final AtomicLong pagesLeft;

  private JsonFields(String place, JsonNode node, AtomicLong pagesLeft) throws ScenarioException {
    this.place = place;
    this.node = node;
    this.pagesLeft = pagesLeft;
    if (node == null || !node.isObject()) {
      throw new ScenarioException(place, "expected an object");
    }
  }

  static JsonFields parse(String file, String json) throws ScenarioException {
    if (json.length() > MAX_TEXT_CHARS) {
      throw new ScenarioException(file, "longer than " + MAX_TEXT_CHARS + " characters");
    }
    try {
      return new JsonFields(file, JSON.readTree(json), new AtomicLong(MAX_PAGES));
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
      // The parser's remark where an object began tells of itself, not of the file.
      String what = e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
      throw new ScenarioException(file + where, what);
    }
  }

  /** Counts pages that are named, however few characters name them. */
  void takePages(String name, long count) throws ScenarioException {
    if (count > pagesLeft.get()) {
      throw wrong(name, "more than " + MAX_PAGES + " pages in this file");
    }
    pagesLeft.addAndGet(-count);
  }

  /** Returns where this object stands, for messages. */
  String place() {
    return place;
  }

  boolean has(String name) {
    return node.has(name);
  }

  String text(String name) throws ScenarioException {
    JsonNode value = take(name);
    if (value == null || !value.isTextual()) {
      throw wrong(name, "expected text");
    }
    return value.textValue();
  }

  /** Takes a whole number, in decimal or as text with 0x. */
  long number(String name) throws ScenarioException {
    JsonNode value = take(name);
    if (value != null && value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    if (value != null && value.isTextual() && value.textValue().startsWith("0x")) {
      try {
        return Long.parseUnsignedLong(value.textValue().substring(2), 16);
      } catch (NumberFormatException e) {
        throw wrong(name, "expected digits after 0x");
      }
    }
    throw wrong(name, "expected a whole number");
  }

  long number(String name, long otherwise) throws ScenarioException {
    return has(name) ? number(name) : otherwise;
  }

  int smallNumber(String name) throws ScenarioException {
    long value = number(name);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw wrong(name, "expected 0 to " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  int smallNumber(String name, int otherwise) throws ScenarioException {
    return has(name) ? smallNumber(name) : otherwise;
  }

  JsonFields object(String name) throws ScenarioException {
    return new JsonFields(place + "." + name, take(name), pagesLeft);
  }

  /** Takes a list of objects; an absent one is empty. */
  List<JsonFields> objects(String name) throws ScenarioException {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode element : list(name)) {
      objects.add(
          new JsonFields(place + "." + name + "[" + objects.size() + "]", element, pagesLeft));
    }
    return objects;
  }

  /** Takes a list of texts; an absent one is empty. */
  List<String> texts(String name) throws ScenarioException {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list(name)) {
      if (!element.isTextual()) {
        throw wrong(name, "expected a list of texts");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  private JsonNode list(String name) throws ScenarioException {
    JsonNode value = take(name);
    if (value == null) {
      return JSON.createArrayNode();
    }
    if (!value.isArray()) {
      throw wrong(name, "expected a list");
    }
    return value;
  }

  /** Returns the names that stand in this object, in their order. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private JsonNode take(String name) {
    taken.add(name);
    return node.get(name);
  }

  ScenarioException wrong(String name, String detail) {
    return new ScenarioException(place + "." + name, detail);
  }

  /** Refuses fields that nobody has taken. */
  void end() throws ScenarioException {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!taken.contains(name)) {
        throw wrong(name, "unknown field");
      }
    }
  }
}
