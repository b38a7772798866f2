package org.ramwire.conformance.lab.qemu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/**
 * What was said over QMP: the commands that change something, with their answers, and what the
 * migration reported, in the order in which it was heard.
 */
final class QmpTranscript {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ArrayNode entries = JsonNodeFactory.instance.arrayNode();

  /** Takes an answer: {@code kind} is return or error. */
  void answer(String command, ObjectNode arguments, String kind, JsonNode value) {
    if (command.startsWith("query-")) {
      return;
    }
    ObjectNode entry = entries.addObject().put("execute", command);
    if (arguments != null) {
      entry.set("arguments", arguments);
    }
    entry.set(kind, value);
  }

  void event(JsonNode event) {
    if (event.path("event").asText().startsWith("MIGRATION")) {
      ObjectNode entry = entries.addObject();
      entry.set("event", event.get("event"));
      entry.set("data", event.get("data"));
    }
  }

  /** Returns a copy in which {@code {dir}} stands for a folder. */
  JsonNode entries(Path folder) {
    try {
      return JSON.readTree(entries.toString().replace(folder.toString(), "{dir}"));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
