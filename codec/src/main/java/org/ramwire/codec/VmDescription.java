package org.ramwire.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON description behind EOF, reduced to what tells the device sections' lengths (CON-041).
 *
 * @param length the JSON's length, bytes
 * @param pageSizeBytes the page size that it states; 0 if none, -1 if what it states is no number
 * @param devices the device sections in stream order
 */
public record VmDescription(int length, long pageSizeBytes, List<Device> devices) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int CHECKED_CHARS = 4096;
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
   * @param pageSizeBytes the page size that it states; 0 if none, -1 if it states no number
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
    checkNotWide(json, from, length);
    try (JsonParser parser = JSON.createParser(json, from, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("expected a JSON object");
      }
      long pageSizeBytes = 0;
      List<Device> devices = new ArrayList<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals("page_size")) {
          pageSizeBytes = statedPageSize(parser, value);
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
      checkUtf8(json, from, length);
      return new VmDescription(length, pageSizeBytes, devices);
    }
  }

  /** Refuses UTF-16 and UTF-32, which the parser would find out by their zero bytes and take. */
  private static void checkNotWide(byte[] json, int from, int length) throws IOException {
    for (int i = 0; i < Math.min(4, length); i++) {
      if (json[from + i] == 0) {
        throw new IOException("expected UTF-8");
      }
    }
  }

  /** Refuses what the parser lets pass: overlong forms and surrogates. */
  private static void checkUtf8(byte[] json, int from, int length) throws IOException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(json, from, length);
    CharBuffer some = CharBuffer.allocate(CHECKED_CHARS);
    CoderResult result;
    do {
      result = decoder.decode(bytes, some.clear(), true);
    } while (result.isOverflow());
    if (result.isError()) {
      result.throwException();
    }
  }

  /** Returns a page size, or -1 for a value that is no positive whole number. */
  private static long statedPageSize(JsonParser parser, JsonToken value) throws IOException {
    long stated = -1;
    if (value == JsonToken.VALUE_NUMBER_INT) {
      stated = number(parser);
    } else if (value == JsonToken.VALUE_NUMBER_FLOAT) {
      double number = parser.getDoubleValue();
      stated = number == Math.rint(number) ? (long) number : -1;
    } else {
      parser.skipChildren();
    }
    return stated > 0 ? stated : -1;
  }

  /** Returns a number, or -1 for one beyond 64 bits: JSON has no bound. */
  private static long number(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? -1 : parser.getLongValue();
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
        instance = (int) number(parser);
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
        size = number(parser);
      } else if (field.equals("array_len") && value == JsonToken.VALUE_NUMBER_INT) {
        count = number(parser);
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
