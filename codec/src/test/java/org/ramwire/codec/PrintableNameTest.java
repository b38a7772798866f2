package org.ramwire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableNameTest {

  private static String shown(String name) {
    return PrintableName.of(name.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "pc.ram", "0000:00:02.0/vga.vram", "a b", "Größe", "пам'ять", "记忆", "a\"b"})
  void showsWhatCanBeSeen(String name) {
    assertThat(shown(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "202e, \\xe2\\x80\\xae", // turns the direction of writing
    "2066, \\xe2\\x81\\xa6",
    "2028, \\xe2\\x80\\xa8", // ends a line
    "2029, \\xe2\\x80\\xa9",
    "200b, \\xe2\\x80\\x8b", // has no width
    "feff, \\xef\\xbb\\xbf",
    "00ad, \\xc2\\xad",
    "00a0, \\xc2\\xa0", // looks like a space
    "3000, \\xe3\\x80\\x80",
    "2800, \\xe2\\xa0\\x80",
    "3164, \\xe3\\x85\\xa4",
    "0301, \\xcc\\x81", // sits on its neighbour
    "fe0f, \\xef\\xb8\\x8f",
    "e000, \\xee\\x80\\x80", // private
    "0378, \\xcd\\xb8", // unassigned
    "ffff, \\xef\\xbf\\xbf",
    "e0041, \\xf3\\xa0\\x81\\x81", // a tag
    "001b, \\x1b",
    "007f, \\x7f",
    "0085, \\xc2\\x85",
    "005c, \\x5c"
  })
  void escapesWhatCannot(String character, String escaped) {
    String text = Character.toString(Integer.parseInt(character, 16));

    assertThat(shown("x" + text + "y")).isEqualTo("x" + escaped + "y");
  }

  @Test
  void escapesBytesThatAreNoText() {
    assertThat(PrintableName.of(new byte[] {'a', (byte) 0xff, 'b'})).isEqualTo("a\\xffb");
    assertThat(PrintableName.of(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}))
        .isEqualTo("\\xed\\xa0\\x80");
  }

  @Test
  void tellsTwoSpellingsOfALetterApart() {
    assertThat(shown("\u00e9")).isEqualTo("\u00e9");
    assertThat(shown("e\u0301")).isEqualTo("e\\xcc\\x81");
    assertThat(shown("\u212b")).isEqualTo("\\xe2\\x84\\xab");
  }

  @Test
  void tellsTheEmptyNameFromTwoQuotes() {
    assertThat(Idstr.of("").shown()).isEqualTo("\"\"");
    assertThat(Idstr.of("\"\"").shown()).isEqualTo("\\x22\"");
    assertThat(Idstr.of("").isPlain()).isTrue();
    assertThat(Idstr.of("\"\"").isPlain()).isFalse();
  }

  @Provide
  Arbitrary<byte[]> names() {
    Arbitrary<byte[]> texts =
        Arbitraries.strings()
            .withCharRange((char) 0, (char) 0xffff)
            .ofMaxLength(12)
            .map(t -> t.getBytes(UTF_8));
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
    Arbitrary<byte[]> escapes =
        Arbitraries.strings()
            .withChars('\\', 'x', '2', '"', 'e')
            .ofMaxLength(8)
            .map(t -> t.getBytes(UTF_8));
    return Arbitraries.oneOf(texts, bytes, escapes);
  }

  @Property(seed = "2101", shrinking = ShrinkingMode.OFF)
  void letsTheBytesBeTold(@ForAll("names") byte[] name) {
    String shown = PrintableName.of(name);

    assertThat(unescaped(shown)).isEqualTo(name);
    assertThat(shown.codePoints().map(Character::getType))
        .doesNotContain(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.SURROGATE,
            (int) Character.PRIVATE_USE,
            (int) Character.UNASSIGNED,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR,
            (int) Character.NON_SPACING_MARK,
            (int) Character.ENCLOSING_MARK);
  }

  private static byte[] unescaped(String shown) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    while (at < shown.length()) {
      int character = shown.codePointAt(at);
      if (character == '\\') {
        bytes.write(Integer.parseInt(shown.substring(at + 2, at + 4), 16));
        at += 4;
      } else {
        bytes.writeBytes(Character.toString(character).getBytes(UTF_8));
        at += Character.charCount(character);
      }
    }
    return bytes.toByteArray();
  }
}
