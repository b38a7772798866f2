package org.ramwire.conformance.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/**
 * What was said over QMP, in order: commands with their answers, and what the migration reported.
 */
final class QmpTranscript {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ArrayNode entries = JsonNodeFactory.instance.arrayNode();

  private ObjectNode lastCommand;

  void command(ObjectNode request) {
    lastCommand = request.deepCopy();
    entries.add(lastCommand);
  }

  void answer(String kind, JsonNode value) {
    lastCommand.set(kind, value);
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
