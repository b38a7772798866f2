package org.ramwire.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worked examples of {@code ram-stream.md} are hexadecimal and hold what they claim. */
class HexExampleTest {

  private final Map<String, byte[]> examples =
      HexExample.of(SpecText.page(SpecText.RAM_STREAM)).stream()
          .collect(
              Collectors.toMap(HexExample::name, HexExample::bytes, HexExampleTest::nameTaken));

  private static byte[] nameTaken(byte[] one, byte[] other) {
    throw new AssertionError("two examples have one name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "header",
        "configuration",
        "target-page-bits",
        "capabilities",
        "uuid",
        "section-start",
        "section-part",
        "section-end",
        "section-full",
        "footer",
        "command-switchover-start",
        "command-ping",
        "packaged",
        "eof",
        "vmdesc",
        "libvirt-header",
        "mem-size",
        "mapped-ram",
        "zero",
        "page",
        "xbzrle",
        "compress-page",
        "continue",
        "eos",
        "hook",
        "multifd-flush",
        "minimal-stream"
      })
  void thePageHasAnExampleOfEveryStructure(String name) {
    assertThat(examples).containsKey(name);
    assertThat(examples.get(name)).isNotEmpty();
  }

  @Test
  void everyHexFenceIsAnExample() {
    String page = SpecText.page(SpecText.RAM_STREAM);

    assertThat(page.lines().filter(line -> line.startsWith("```hex"))).hasSize(examples.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"page", "continue", "minimal-stream"})
  void examplesWithAPageAreLongerThanAPage(String name) {
    assertThat(examples.get(name)).hasSizeGreaterThan(PageSize.X86.bytes());
  }

  @Test
  void theCompressedPageInflatesToAPageOfOneByte() throws Exception {
    byte[] record = examples.get("compress-page");
    int head = Long.BYTES + 1 + "pc.ram".length();
    int length = ByteBuffer.wrap(record).getInt(head);
    Inflater inflater = new Inflater();
    inflater.setInput(record, head + Integer.BYTES, length);

    byte[] page = new byte[PageSize.X86.bytes()];
    int inflated = inflater.inflate(page) + inflater.inflate(new byte[1]);
    boolean finished = inflater.finished();
    inflater.end();

    byte[] expected = new byte[PageSize.X86.bytes()];
    Arrays.fill(expected, (byte) 0x61);
    assertThat(page).isEqualTo(expected);
    assertThat(inflated).isEqualTo(PageSize.X86.bytes());
    assertThat(finished).isTrue();
    assertThat(record).hasSize(head + Integer.BYTES + length);
  }

  @Test
  void theMinimalStreamIsMadeOfTheOtherExamples() {
    String stream = text("minimal-stream");

    assertThat(stream)
        .startsWith(text("header") + text("configuration") + text("section-start"))
        .endsWith(text("footer") + text("eof"));
  }

  private String text(String name) {
    return HexFormat.of().formatHex(examples.get(name));
  }

  @Test
  void parsesBytesCommentsAndRepetitions() {
    assertThat(HexExample.parse("00 1f  # a comment\nff*3\n# only a comment\n"))
        .containsExactly(0x00, 0x1f, 0xff, 0xff, 0xff);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0g", "001", "0x01", "FF", "00*", "00*0", "00 * 3"})
  void refusesWhatIsNoHexadecimal(String text) {
    assertThatThrownBy(() -> HexExample.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
