package org.ramwire.conformance;

import java.util.List;
import java.util.Random;

/** Texts that are nearly right: the same ones for the same seed. */
public final class TextMutations {

  private static final List<String> PIECES =
      List.of(
          "\u001b[31m",
          "\u0000",
          "\u202e",
          "\ud800",
          "\n",
          "\r",
          "\t",
          " ",
          "*",
          "\"",
          "'",
          ")",
          "stored(",
          "@",
          "|",
          "..",
          "-",
          "+",
          "0x",
          "0x7fffffffffffffff",
          "0xffffffffffffffff",
          "-1",
          "9223372036854775807",
          "9223372036854775808",
          "2147483647",
          "4294967296",
          "1e9999",
          "\"\"*0x7fffffffffffffff",
          "be64:0x0*0x2000000000000000",
          "pattern:1*99999",
          "<list>",
          "<list>*16",
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "null",
          "{\"a\":",
          "0-2147483647",
          "round\n",
          "dirty 0 0 0x7fffffffffffffff\n",
          "block 1 0x7ffffffffffff000 x\n",
          "rounds 2147483647\n",
          "#",
          "A-A-A-A-A-A-A-A",
          "stored( stored( stored( ",
          "é",
          "\ufeff");

  /** How many texts a test tries; more with {@code -Dramwire.fuzz=N}. */
  public static final int TRIES = Integer.getInteger("ramwire.fuzz", 500);

  private final Random random;

  /** Starts a sequence. */
  public TextMutations(long seed) {
    random = new Random(seed);
  }

  /** Spoils one of some texts at a few places. */
  public String next(List<String> texts) {
    StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(12));
      switch (random.nextInt(6)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, text.substring(at, end).repeat(1 + random.nextInt(20)));
        case 2 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())).repeat(5000));
        case 3 -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        case 4 -> text.setLength(at);
        default -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return text.toString();
  }
}
