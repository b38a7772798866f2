package org.ramwire.conformance.lab.seedbuild;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value in one of a capture's JSON files, and where it stands. */
final class CaptureJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The value that this one stands in; null for the file's whole. */
  private final @Nullable CaptureJson parent;

  /** The file, or a field's name; null for an element of a list. */
  private final @Nullable String name;

  private final int index;
  private final JsonNode node;

  private CaptureJson(
      @Nullable CaptureJson parent, @Nullable String name, int index, JsonNode node) {
    this.parent = parent;
    this.name = name;
    this.index = index;
    this.node = node;
  }

  static CaptureJson read(CaptureFiles files, String file) throws IOException {
    String place = files.name() + "/" + file;
    byte[] bytes = files.read(file);
    try {
      JsonNode node = JSON.readTree(bytes);
      if (node == null || node.isMissingNode()) {
        throw new CaptureFault(place, "is empty; expected JSON");
      }
      return new CaptureJson(null, place, 0, node);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
      String what = e.getOriginalMessage().lines().findFirst().orElse("no JSON");
      throw new CaptureFault(place, line + what);
    }
  }

  JsonNode node() {
    return node;
  }

  /** Returns the file and the way to the value. */
  String place() {
    if (parent == null) {
      return name;
    }
    return parent.place() + (name == null ? "[" + index + "]" : " " + name);
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  CaptureJson field(String field) throws CaptureFault {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw new CaptureFault(place(), "expected a field '" + field + "'");
    }
    return new CaptureJson(this, field, 0, value);
  }

  List<CaptureJson> elements() throws CaptureFault {
    if (!node.isArray()) {
      throw new CaptureFault(place(), "expected a list");
    }
    List<CaptureJson> elements = new ArrayList<>(node.size());
    for (JsonNode element : node) {
      elements.add(new CaptureJson(this, null, elements.size(), element));
    }
    return elements;
  }

  List<String> names() throws CaptureFault {
    if (!node.isObject()) {
      throw new CaptureFault(place(), "expected an object");
    }
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  String text() throws CaptureFault {
    if (!node.isTextual()) {
      throw new CaptureFault(place(), "expected a text");
    }
    return node.textValue();
  }

  boolean truth() throws CaptureFault {
    if (!node.isBoolean()) {
      throw new CaptureFault(place(), "expected true or false");
    }
    return node.booleanValue();
  }

  long number(long least, long most) throws CaptureFault {
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < least
        || node.longValue() > most) {
      throw new CaptureFault(place(), "expected a whole number from " + least + " to " + most);
    }
    return node.longValue();
  }

  double fraction(double least, double most) throws CaptureFault {
    double value = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (!(value >= least && value <= most)) {
      throw new CaptureFault(place(), "expected a number from " + least + " to " + most);
    }
    return value;
  }
}
