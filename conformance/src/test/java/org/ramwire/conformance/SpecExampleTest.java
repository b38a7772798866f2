package org.ramwire.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.element.StreamVisitor;
import org.ramwire.codec.element.VmDescription;
import org.ramwire.codec.source.LibvirtHeader;
import org.ramwire.conformance.stream.inspect.Tee;
import org.ramwire.format.Clause;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.PageSize;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;
import org.ramwire.receiver.RamReceiver;
import org.ramwire.receiver.store.HeapMemory;

/** The worked examples of the specification, read by the reference reader. */
class SpecExampleTest {

  private static final int PAGE_BYTES = 4096;
  private static final Map<String, byte[]> EXAMPLES = examples();

  private byte[] example(String name) {
    byte[] bytes = EXAMPLES.get(name);
    assertThat(bytes).as("example %s", name).isNotNull();
    return bytes;
  }

  @Test
  void theMinimalStreamGivesItsMemory() throws IOException {
    HeapMemory memory = receive(example("minimal-stream"));
    assertThat(memory.image(0)).startsWith(filled(0x11)).hasSize(2 * PAGE_BYTES);
    assertThat(memory.image(1)).isEqualTo(new byte[PAGE_BYTES]);
  }

  @Test
  void containerElementsAreThoseOfAStream() throws IOException {
    Elements found = new Elements();
    byte[] stream =
        join(
            "header",
            "configuration",
            "target-page-bits",
            "uuid",
            "command-ping",
            "command-postcopy-advise",
            "section-start",
            "section-part",
            "command-postcopy-ram-discard",
            "packaged",
            "command-switchover-start",
            "section-end",
            "section-full",
            "eof",
            "vmdesc");
    HeapMemory memory = new HeapMemory(1 << 20);
    receive(stream, memory, found);
    assertThat(found.seen)
        .containsExactly(
            "machine microvm",
            "page size 4096",
            "uuid 16",
            "PING",
            "POSTCOPY_ADVISE",
            "START ram",
            "PART ram",
            "POSTCOPY_RAM_DISCARD",
            "PACKAGED",
            "SWITCHOVER_START",
            "END ram",
            "FULL example",
            "EOF",
            "description 0");
    assertThat(found.warned).containsExactly(Clause.COMMAND_PACKAGED, Clause.VMDESC_AGREES);
  }

  @Test
  void everyRecordDoesWhatItsTextSays() throws IOException {
    byte[] ram = received("continue").image(0);
    assertThat(ram).startsWith(filled(0x11)).endsWith(filled(0x22));
    assertThat(received("zero").image(0)).containsOnly(0);
    assertThat(received("page").image(1)).isEqualTo(filled(0x55));
    byte[] changed = received("xbzrle").image(0);
    byte[] expected = new byte[2 * PAGE_BYTES];
    expected[5] = (byte) 0xaa;
    expected[134] = (byte) 0xb0;
    expected[135] = (byte) 0xb1;
    expected[136] = (byte) 0xb2;
    assertThat(changed).isEqualTo(expected);
    assertThat(received("compress-page").image(0)).endsWith(filled(0x61));
    assertThat(received("multifd-flush").image(0)).containsOnly(0);
  }

  @Test
  void blockListsWithExtrasNameTheirBlocks() throws IOException {
    byte[] advised = join("header", "command-postcopy-advise", "ram:mem-size-page-size", "eof");
    assertThat(receive(advised).image(1)).hasSize(0x400000);
    byte[] shared = join("header", "configuration", "capabilities", "ram:mem-size-address", "eof");
    assertThat(receive(shared).image(1)).hasSize(PAGE_BYTES);
  }

  @Test
  void libvirtsHeaderLeadsToTheStream() throws IOException {
    byte[] whole = join("libvirt-header", "configuration", "section-start", "eof");
    Elements found = new Elements();
    receive(whole, new HeapMemory(1 << 20), found);
    assertThat(found.seen).startsWith("libvirt raw", "machine microvm");
  }

  @ParameterizedTest
  @CsvSource({"len-038, MULTIFD_MAIN", "len-039, DISCARDED_PAGES"})
  void memoryThatIsNotWholeIsRefusedButByTheSeedsBuild(String example, Clause clause)
      throws IOException {
    byte[] stream = join("header", "ram:mem-size", example);

    assertThatExceptionOfType(StreamException.class)
        .isThrownBy(() -> receiveWhole(stream, Strictness.STRICT))
        .satisfies(fault -> assertThat(fault.clause()).isEqualTo(clause));
    assertThatNoException().isThrownBy(() -> receiveWhole(stream, Strictness.SEED_BUILD));
  }

  private static void receiveWhole(byte[] stream, Strictness strictness) throws IOException {
    StreamInput input = new StreamInput(new ByteArrayInputStream(stream));
    ReaderOptions options = ReaderOptions.DEFAULT.withStrictness(strictness);
    HeapMemory memory = new HeapMemory(1 << 20);
    try (RamReceiver receiver = new RamReceiver(memory, PageSize.X86, strictness)) {
      MigrationStreamReader.open(input, options, receiver).read();
      receiver.finish(input.offset());
    }
  }

  /** A stream whose ram section holds the list and then the records of an example. */
  private HeapMemory received(String records) throws IOException {
    return receive(join("header", "ram:mem-size", "part:" + records, "eof"));
  }

  private HeapMemory receive(byte[] stream) throws IOException {
    HeapMemory memory = new HeapMemory(1 << 20);
    receive(stream, memory, new StreamAdapter() {});
    return memory;
  }

  private static void receive(byte[] stream, HeapMemory memory, StreamVisitor also)
      throws IOException {
    StreamInput input = new StreamInput(new ByteArrayInputStream(stream));
    try (RamReceiver receiver = new RamReceiver(memory, PageSize.X86, Strictness.STRICT)) {
      MigrationStreamReader.open(input, ReaderOptions.DEFAULT, new Tee(receiver, also)).read();
    }
    assertThat(input.offset()).isEqualTo(stream.length);
  }

  private byte[] join(String... names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String name : names) {
      if (name.startsWith("ram:")) {
        bytes.writeBytes(HexFormat.of().parseHex("010000000203"));
        bytes.writeBytes("ram".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(HexFormat.of().parseHex("0000000000000004"));
        bytes.writeBytes(example(name.substring(4)));
        bytes.writeBytes(example("eos"));
        bytes.writeBytes(example("footer"));
      } else if (name.startsWith("part:")) {
        bytes.writeBytes(HexFormat.of().parseHex("0200000002"));
        bytes.writeBytes(example(name.substring(5)));
        bytes.writeBytes(example("eos"));
        bytes.writeBytes(example("footer"));
      } else {
        bytes.writeBytes(example(name));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] filled(int value) {
    byte[] page = new byte[PAGE_BYTES];
    Arrays.fill(page, (byte) value);
    return page;
  }

  /** What was visited, as text. */
  private static final class Elements implements StreamAdapter {

    final List<String> seen = new ArrayList<>();
    final List<Clause> warned = new ArrayList<>();

    @Override
    public void libvirtHeader(long offset, LibvirtHeader header) {
      seen.add("libvirt " + header.formatName());
    }

    @Override
    public void configuration(long offset, Configuration configuration) {
      seen.add("machine " + configuration.machine());
      if (configuration.pageSize() != null) {
        seen.add("page size " + configuration.pageSize().bytes());
      }
      if (configuration.uuid() != null) {
        seen.add("uuid " + configuration.uuid().length());
      }
    }

    @Override
    public void sectionStart(SectionHeader header) {
      seen.add(header.type() + " " + header.name());
    }

    @Override
    public void command(long offset, MigrationCommand command, Bytes data) {
      seen.add(command.name());
    }

    @Override
    public void endOfFile(long offset) {
      seen.add("EOF");
    }

    @Override
    public void vmdesc(long offset, VmDescription description) {
      seen.add("description " + description.devices().size());
    }

    @Override
    public void warning(Clause clause, long offset, String message) {
      if (clause != Clause.RAM_END) {
        warned.add(clause);
      }
    }
  }

  private static Map<String, byte[]> examples() {
    Map<String, byte[]> examples = new LinkedHashMap<>();
    String pages = page("ram-stream.md") + page("leniency.md");
    Matcher fence =
        Pattern.compile("^```hex (\\S+)\n((?s:.*?))^```$", Pattern.MULTILINE).matcher(pages);
    while (fence.find()) {
      examples.put(fence.group(1), hex(fence.group(2)));
    }
    return examples;
  }

  private static byte[] hex(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String token : text.replaceAll("#.*", "").strip().split("\\s+")) {
      String[] parts = token.split("\\*");
      int count = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
      for (int i = 0; i < count; i++) {
        bytes.write(HexFormat.fromHexDigits(parts[0]));
      }
    }
    return bytes.toByteArray();
  }

  private static String page(String name) {
    try (InputStream page = Clause.class.getResourceAsStream(name)) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
