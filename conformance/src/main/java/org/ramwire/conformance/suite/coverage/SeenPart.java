package org.ramwire.conformance.suite.coverage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ramwire.format.Clause;
import org.ramwire.format.SpecText;

/** What a clause's own text says of the part of it that cases can see, where that is not all. */
final class SeenPart {

  private static final Pattern PARAGRAPH =
      Pattern.compile("^Seen: (.*?)$(?=\\R\\R|\\z)", Pattern.MULTILINE | Pattern.DOTALL);

  private SeenPart() {}

  /** Returns the paragraph on one line, or nothing if the cases can see the whole clause. */
  static Optional<String> of(Clause clause) {
    Matcher paragraph = PARAGRAPH.matcher(SpecText.of(clause));
    return paragraph.find()
        ? Optional.of(paragraph.group(1).replaceAll("\\s+", " "))
        : Optional.empty();
  }
}
