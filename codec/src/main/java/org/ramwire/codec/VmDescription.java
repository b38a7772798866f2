package org.ramwire.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON description behind EOF, reduced to what tells the device sections' lengths (CON-041).
 *
 * @param length the JSON's length, bytes
 * @param pageSizeBytes the page size that it states, or 0
 * @param devices the device sections in stream order
 */
public record VmDescription(int length, long pageSizeBytes, List<Device> devices) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int SECTION_HEAD_BYTES = 1 + 4 + 1 + 4 + 4;
  private static final int SUBSECTION_HEAD_BYTES = 1 + 1 + 4;

  /**
   * A device section as the description has it.
   *
   * @param name the section's name
   * @param instance the instance
   * @param payloadBytes what its fields and subsections take on the wire
   */
  public record Device(String name, int instance, long payloadBytes) {

    /**
     * Returns what the section takes on the wire without a footer.
     *
     * @return bytes, head included
     */
    public long sectionBytes() {
      return SECTION_HEAD_BYTES + name.length() + payloadBytes;
    }
  }

  /**
   * Copies the devices.
   *
   * @param length the JSON's length, bytes
   * @param pageSizeBytes the page size that it states, or 0
   * @param devices the device sections in stream order
   */
  public VmDescription {
    devices = List.copyOf(devices);
  }

  /**
   * Reads the JSON.
   *
   * @param maxDevices how many devices are kept at most; the others are read and left out
   * @throws IOException if it is not one JSON object
   */
  static VmDescription parse(byte[] json, int from, int length, int maxDevices) throws IOException {
    try (JsonParser parser = JSON.createParser(json, from, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("expected a JSON object");
      }
      long pageSizeBytes = 0;
      List<Device> devices = new ArrayList<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals("page_size") && value == JsonToken.VALUE_NUMBER_INT) {
          pageSizeBytes = parser.getLongValue();
        } else if (field.equals("devices") && value == JsonToken.START_ARRAY) {
          while (nextObject(parser)) {
            Device device = device(parser);
            if (devices.size() < maxDevices) {
              devices.add(device);
            }
          }
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new IOException("expected nothing behind the JSON object");
      }
      return new VmDescription(length, pageSizeBytes, devices);
    }
  }

  /** Moves to an array's next object, past anything else; returns false at the array's end. */
  private static boolean nextObject(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    while (token != null && token != JsonToken.END_ARRAY && token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      token = parser.nextToken();
    }
    return token == JsonToken.START_OBJECT;
  }

  private static Device device(JsonParser parser) throws IOException {
    String name = "";
    int instance = 0;
    long payload = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("name") && value == JsonToken.VALUE_STRING) {
        name = parser.getText();
      } else if (field.equals("instance_id") && value == JsonToken.VALUE_NUMBER_INT) {
        instance = (int) parser.getLongValue();
      } else {
        payload += stateBytes(parser, field, value);
      }
    }
    return new Device(name, instance, payload);
  }

  /** Adds up a "fields" or "subsections" array; skips anything else. */
  private static long stateBytes(JsonParser parser, String field, JsonToken value)
      throws IOException {
    long sum = 0;
    if (value == JsonToken.START_ARRAY && field.equals("fields")) {
      while (nextObject(parser)) {
        sum += fieldBytes(parser);
      }
    } else if (value == JsonToken.START_ARRAY && field.equals("subsections")) {
      while (nextObject(parser)) {
        sum += subsectionBytes(parser);
      }
    } else {
      parser.skipChildren();
    }
    return sum;
  }

  /** A field's size already holds what is nested in it; an array states one element's. */
  private static long fieldBytes(JsonParser parser) throws IOException {
    long size = 0;
    long count = 1;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("size") && value == JsonToken.VALUE_NUMBER_INT) {
        size = parser.getLongValue();
      } else if (field.equals("array_len") && value == JsonToken.VALUE_NUMBER_INT) {
        count = parser.getLongValue();
      } else {
        parser.skipChildren();
      }
    }
    return size * count;
  }

  private static long subsectionBytes(JsonParser parser) throws IOException {
    long sum = SUBSECTION_HEAD_BYTES;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("vmsd_name") && value == JsonToken.VALUE_STRING) {
        sum += parser.getText().length();
      } else {
        sum += stateBytes(parser, field, value);
      }
    }
    return sum;
  }
}
