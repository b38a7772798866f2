package org.ramwire.conformance.lab.scenario;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.ramwire.format.PageSize;

/** The reading of page lists and content steps, whose words {@link ScenarioReader} explains. */
final class ContentReader {

  private ContentReader() {}

  static List<PageWrite> writes(List<JsonFields> objects) throws ScenarioException {
    List<PageWrite> writes = new ArrayList<>();
    for (JsonFields fields : objects) {
      int block = fields.smallNumber("block");
      List<Integer> pages = pages(fields);
      List<ContentStep> steps = steps(fields.objects("content"));
      fields.end();
      writes.add(new PageWrite(block, pages, steps));
    }
    return writes;
  }

  /** Takes {@code "pages"}: indexes and ranges, {@code "0-3,7"}. */
  static List<Integer> pages(JsonFields fields) throws ScenarioException {
    String text = fields.text("pages");
    List<Integer> pages = new ArrayList<>();
    try {
      for (String part : text.split(",")) {
        String[] ends = part.strip().split("-", 2);
        int first = Integer.parseInt(ends[0]);
        int last = Integer.parseInt(ends[ends.length - 1]);
        if (last < first) {
          throw fields.wrong("pages", part + " runs backwards");
        }
        fields.takePages("pages", 1L + last - first);
        for (int page = first; page <= last; page++) {
          pages.add(page);
        }
      }
    } catch (NumberFormatException e) {
      throw fields.wrong("pages", "expected indexes and ranges as in \"0-3,7\"");
    }
    return pages;
  }

  static List<ContentStep> steps(List<JsonFields> objects) throws ScenarioException {
    List<ContentStep> steps = new ArrayList<>();
    for (JsonFields fields : objects) {
      steps.add(step(fields));
      fields.end();
    }
    return steps;
  }

  private static ContentStep step(JsonFields fields) throws ScenarioException {
    String word = fields.names().isEmpty() ? "" : fields.names().get(0);
    return switch (word) {
      case "fill" -> new ContentStep.Fill(oneByte(fields, word));
      case "ramp" -> new ContentStep.Ramp(oneByte(fields, word));
      case "random" -> new ContentStep.Random(fields.number(word));
      case "text" -> new ContentStep.Text(fields.number(word));
      case "set" -> new ContentStep.SetBytes(fields.smallNumber("at", 0), hex(fields, word));
      case "sprinkle" -> new ContentStep.Sprinkle(fields.number(word), places(fields));
      case "xor" ->
          new ContentStep.Xor(
              mask(fields, word),
              fields.smallNumber("at", 0),
              fields.smallNumber("count", 1),
              fields.smallNumber("every", 1));
      default ->
          throw new ScenarioException(
              fields.place(),
              "expected fill, ramp, random, text, set, sprinkle or xor, found '" + word + "'");
    };
  }

  private static int places(JsonFields fields) throws ScenarioException {
    int count = fields.smallNumber("count");
    if (count > PageSize.MAX_BYTES) {
      throw fields.wrong("count", "expected at most " + PageSize.MAX_BYTES);
    }
    return count;
  }

  private static int oneByte(JsonFields fields, String name) throws ScenarioException {
    int value = fields.smallNumber(name);
    if (value > 0xff) {
      throw fields.wrong(name, "expected a byte");
    }
    return value;
  }

  /** A mask of zero would change nothing, and a pacer or a round would come to a halt. */
  private static int mask(JsonFields fields, String name) throws ScenarioException {
    int mask = oneByte(fields, name);
    if (mask == 0) {
      throw fields.wrong(name, "expected a mask from 1 to 255");
    }
    return mask;
  }

  private static String hex(JsonFields fields, String name) throws ScenarioException {
    String digits = fields.text(name);
    try {
      HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException e) {
      throw fields.wrong(name, "expected hexadecimal digits, two a byte");
    }
    return digits;
  }
}
