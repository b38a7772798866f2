package org.ramwire.conformance.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.Limits;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;
import org.ramwire.receiver.RamReceiver;

/** The documented use, on our own decoder and on broken ones. */
class RamwireCasesTest {

  @TestFactory
  Stream<DynamicTest> ourDecoderPassesEachCaseThatItClaims() {
    return RamwireCases.dynamicTests(
        RamwireCasesTest::decode,
        "zero",
        "xbzrle",
        "compress",
        "multifd-flush",
        "page-sizes",
        "migration",
        "libvirt",
        "mapped-ram");
  }

  @Test
  void aDecoderThatTakesAllFailsWhereAStreamHasToBeRefused() {
    Map<String, Throwable> failures = failures(task -> befores(task));

    assertThat(failures.get("FLAG-NONE"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the stream was taken, but breaks RAM-003 at 0x")
        .hasMessageContaining("RAM-003  Exactly one kind flag is set.");
    assertThat(failures.get("PAGE-ONE")).hasMessageContaining("pc.ram: byte 0x1000 is 00");
    assertThat(failures).doesNotContainKey("LIST-EMPTY");
  }

  @Test
  void aDecoderThatRefusesAllFailsWhereAStreamIsValid() {
    Map<String, Throwable> failures =
        failures(
            task -> {
              throw new IOException("no");
            });

    assertThat(failures.get("PAGE-ONE"))
        .hasMessageContaining("the stream is valid, but was refused")
        .hasRootCauseInstanceOf(IOException.class);
    assertThat(failures).doesNotContainKey("FLAG-NONE");
  }

  @Test
  void aCrashIsNoRefusal() {
    Map<String, Throwable> failures =
        failures(
            task -> {
              throw new IndexOutOfBoundsException("7");
            });

    assertThat(failures.get("FLAG-NONE")).hasMessageContaining("the decoder crashed");
  }

  @Test
  void aCaseThatNeedsMoreIsSkippedAndAnUnknownFeatureRefused() {
    DynamicTest compressed =
        RamwireCases.dynamicTests(RamwireCasesTest::decode, "zero")
            .filter(test -> test.getDisplayName().startsWith("COMPRESS-STORED:"))
            .findFirst()
            .get();

    assertThatThrownBy(() -> compressed.getExecutable().execute())
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("needs compress");
    assertThatThrownBy(() -> RamwireCases.dynamicTests(RamwireCasesTest::decode, "zip"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("zip");
  }

  private static Map<String, Throwable> failures(StreamDecoder decoder) {
    Map<String, Throwable> failures = new HashMap<>();
    RamwireCases.dynamicTests(decoder, "zero")
        .forEach(
            test -> {
              try {
                test.getExecutable().execute();
              } catch (TestAbortedException e) {
                // It needs more than the decoder claims.
              } catch (Throwable e) {
                failures.put(test.getDisplayName().split(":")[0], e);
              }
            });
    return failures;
  }

  private static List<byte[]> befores(DecoderTask task) {
    return task.blocks().stream().map(DecoderTask.Block::before).toList();
  }

  private static List<byte[]> decode(DecoderTask task) throws IOException {
    List<byte[]> images = befores(task);
    List<RamBlock> blocks = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      blocks.add(new RamBlock(i, Idstr.of(task.blocks().get(i).name()), images.get(i).length));
    }
    ReaderOptions options =
        new ReaderOptions(
            new PageSize(task.pageSizeBytes()),
            Strictness.STRICT,
            Limits.DEFAULT,
            BlockList.of(blocks));
    StreamInput input =
        new StreamInput(Channels.newChannel(new ByteArrayInputStream(task.stream())));
    try (RamReceiver receiver =
        new RamReceiver(new ArrayMemory(images), options.pageSize(), options.strictness())) {
      MigrationStreamReader.open(input, options, receiver).read();
      receiver.finish(input.offset());
    }
    return images;
  }
}
