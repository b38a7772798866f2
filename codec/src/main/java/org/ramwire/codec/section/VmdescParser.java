package org.ramwire.codec.section;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.ramwire.codec.PrintableName;
import org.ramwire.codec.element.VmDescription;
import org.ramwire.codec.element.VmDescription.Device;

/**
 * The parser of the JSON after EOF, which keeps what tells the device sections' lengths (CON-041).
 */
final class VmdescParser {

  /** How deep arrays and objects may lie in one another (LIM-006): each level takes memory. */
  static final int MAX_DEPTH = 1000;

  /** How many characters a number may have (LIM-006): to tell its value takes their square. */
  static final int MAX_NUMBER_CHARS = 1000;

  /** The section whose arrays hold null elements that no size tells of (ERR-068). */
  private static final String NULLS_UNTOLD = "s390_css";

  /** Without a table of names, which a peer could fill with names of one hash. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_CHARS)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final int CHECKED_CHARS = 4096;
  private static final int SUBSECTION_HEAD_BYTES = 1 + 1 + 4;

  /** What is added up of a device: bytes, and whether there may be more. */
  private static final class Extent {
    private String name = "";
    private long bytes;
    private boolean atLeast;
  }

  private VmdescParser() {}

  /**
   * Reads the JSON.
   *
   * @param maxDevices how many devices are kept at most; the others are read and left out
   * @throws IOException if it is not one JSON object
   */
  static VmDescription parse(byte[] json, int from, int length, int maxDevices) throws IOException {
    checkNotWide(json, from, length);
    // A stream and not the array: with its table of names off, the parser reads past an array's
    // part.
    InputStream bytes = new ByteArrayInputStream(json, from, length);
    try (JsonParser parser = JSON.createParser(bytes)) {
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
        throw new IOException("expected nothing after the JSON object");
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

  /** Returns a page size, or -1 for a value that is no positive whole number of 64 bits. */
  private static long statedPageSize(JsonParser parser, JsonToken value) throws IOException {
    if (!value.isNumeric()) {
      parser.skipChildren();
      return -1;
    }
    try {
      // Exact, and for any exponent in time: a number beyond 64 bits is never written out.
      long stated = new BigDecimal(parser.getText()).longValueExact();
      return stated > 0 ? stated : -1;
    } catch (ArithmeticException | NumberFormatException e) {
      return -1;
    }
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
    Extent extent = new Extent();
    int instance = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("name") && value == JsonToken.VALUE_STRING) {
        extent.name = PrintableName.of(parser.getText().getBytes(StandardCharsets.UTF_8));
      } else if (field.equals("instance_id") && value == JsonToken.VALUE_NUMBER_INT) {
        instance = (int) number(parser);
      } else {
        addState(parser, field, value, extent);
      }
    }
    return new Device(extent.name, instance, extent.bytes, extent.atLeast);
  }

  /** Adds up a "fields" or "subsections" array; skips anything else. */
  private static void addState(JsonParser parser, String field, JsonToken value, Extent extent)
      throws IOException {
    if (value == JsonToken.START_ARRAY && field.equals("fields")) {
      while (nextObject(parser)) {
        addField(parser, extent);
      }
    } else if (value == JsonToken.START_ARRAY && field.equals("subsections")) {
      while (nextObject(parser)) {
        addSubsection(parser, extent);
      }
    } else {
      parser.skipChildren();
    }
  }

  /** A field's size already holds what is nested in it; an array states one element's. */
  private static void addField(JsonParser parser, Extent extent) throws IOException {
    long size = 0;
    long count = 1;
    boolean struct = false;
    boolean empty = false;
    boolean sized = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("size")) {
        sized = value == JsonToken.VALUE_NUMBER_INT;
        size = sized ? number(parser) : 0;
        parser.skipChildren();
      } else if (field.equals("array_len") && value == JsonToken.VALUE_NUMBER_INT) {
        count = number(parser);
      } else if (field.equals("struct") && value == JsonToken.START_OBJECT) {
        struct = true;
        empty = parser.nextToken() == JsonToken.END_OBJECT;
        skipRest(parser, empty);
      } else {
        parser.skipChildren();
      }
    }
    boolean nulls = count > 1 && struct && (empty || extent.name.equals(NULLS_UNTOLD));
    extent.atLeast |= nulls || !sized;
    // ERR-068: the first element has its size, and any other takes one byte at least.
    extent.bytes += nulls ? size + count - 1 : size * count;
  }

  /** Skips what is left of an object of which the first name, or its end, has been taken. */
  private static void skipRest(JsonParser parser, boolean ended) throws IOException {
    JsonToken token = parser.currentToken();
    while (!ended && token != null && token != JsonToken.END_OBJECT) {
      parser.nextToken();
      parser.skipChildren();
      token = parser.nextToken();
    }
  }

  private static void addSubsection(JsonParser parser, Extent extent) throws IOException {
    extent.bytes += SUBSECTION_HEAD_BYTES;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("vmsd_name") && value == JsonToken.VALUE_STRING) {
        extent.bytes += parser.getText().getBytes(StandardCharsets.UTF_8).length;
      } else {
        addState(parser, field, value, extent);
      }
    }
  }
}
