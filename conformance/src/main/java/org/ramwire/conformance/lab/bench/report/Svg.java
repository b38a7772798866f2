package org.ramwire.conformance.lab.bench.report;

import java.util.Locale;
import org.ramwire.conformance.files.Xml;
import org.ramwire.conformance.lab.bench.text.Amount;

/** A drawing in the making. Colours and fonts are the page's style. Not thread-safe. */
final class Svg {

  private final StringBuilder text = new StringBuilder();

  /** Starts a drawing of so many pixels, which people who do not see it know by a name. */
  Svg(double width, double height, String style, String name) {
    add(
        "<svg class=\"%s\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">",
        style, n(width), n(height), Xml.attribute(name));
  }

  void line(String style, double x1, double y1, double x2, double y2) {
    add(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>",
        style, n(x1), n(y1), n(x2), n(y2));
  }

  void box(String style, double x, double y, double width, double height) {
    add(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>",
        style, n(x), n(y), n(Math.max(0, width)), n(Math.max(0, height)));
  }

  /** Writes words whose base line starts, or ends or has its middle, at a point. */
  void words(String style, double x, double y, String words) {
    add("<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>", style, n(x), n(y), Xml.text(words));
  }

  /** Writes words that go up. */
  void upwards(String style, double x, double y, String words) {
    add(
        "<text class=\"%s\" transform=\"translate(%s %s) rotate(-90)\">%s</text>",
        style, n(x), n(y), Xml.text(words));
  }

  void path(String style, String path) {
    add("<path class=\"%s\" d=\"%s\"/>", style, path);
  }

  /** Opens a group that says what it is when it is pointed at. */
  void open(String title) {
    add("<g><title>%s</title>", Xml.text(title));
  }

  void close() {
    text.append("</g>");
  }

  /** Defines slanting lines as a filling, by a name that the page has once. */
  void hatching(String name) {
    add(
        "<defs><pattern id=\"%s\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
            + " patternTransform=\"rotate(45)\"><line class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\""
            + " y2=\"6\"/></pattern></defs>",
        name);
  }

  void hatched(String name, double x, double y, double width, double height) {
    add(
        "<rect fill=\"url(#%s)\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>",
        name, n(x), n(y), n(width), n(height));
  }

  /** Draws a mark of a kind of encoder: colour and shape say the same. */
  void mark(String kind, boolean filled, double x, double y, double r) {
    String style = kind + " mark" + (filled ? "" : " off");
    switch (kind) {
      case "delta" ->
          path(
              style,
              String.format(
                  Locale.ROOT,
                  "M%s %sl%s %sl-%s %sl-%s -%sz",
                  n(x),
                  n(y - 1.3 * r),
                  n(1.3 * r),
                  n(1.3 * r),
                  n(1.3 * r),
                  n(1.3 * r),
                  n(1.3 * r),
                  n(1.3 * r)));
      case "packet" -> box(style, x - r, y - r, 2 * r, 2 * r);
      default ->
          add("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>", style, n(x), n(y), n(r));
    }
  }

  String end() {
    return text + "</svg>\n";
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }

  static String n(double value) {
    return Amount.plain(Math.rint(value * 10) / 10);
  }
}
