package org.ramwire.codec.section;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.codec.Faults;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.Wire;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.element.StreamAdapter;

/** What looking ahead takes of an input that has many places to look from, counted in bytes. */
class LookAheadCostTest {

  private static final int PAGE = 4096;
  private static final int COUNT = 100;
  private static final int FILLER = 1 << 20;

  @TempDir Path folder;

  private static long allocated(Reading reading) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    reading.read();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  /** A reading of a stream. */
  @FunctionalInterface
  private interface Reading {
    void read() throws IOException;
  }

  private static Wire start() {
    return new Wire().header().ramStart(2).oneBlock("r", PAGE).eos().footer(2);
  }

  private static String device(int index) {
    return String.format("d%05d", index);
  }

  /** Each device's described end has a footer, EOF, and the head of a long description. */
  private static byte[] traps() {
    Wire wire = start();
    StringBuilder devices = new StringBuilder();
    int section = 1 + 4 + 1 + 6 + 8 + 5;
    int trap = 5 + 6;
    for (int i = 0; i < COUNT; i++) {
      wire.full(i + 3, device(i), new byte[0]).footer(i + 3);
      int size = section * (COUNT - i - 1) + 5 + 1 + 4 + 1 + 4 + 8 + trap * i;
      devices.append(i == 0 ? "" : ",").append("{\"name\":\"").append(device(i));
      devices.append("\",\"instance_id\":0,\"fields\":[{\"size\":").append(size).append("}]}");
    }
    wire.full(COUNT + 3, "trap", new byte[0]);
    for (int i = 0; i < COUNT; i++) {
      wire.footer(i + 3).u8(0).u8(6).be32(FILLER - 16);
    }
    wire.filled(FILLER, ' ').footer(COUNT + 3).end(2).eos().footer(2).eof();
    return wire.vmdesc("{\"devices\":[" + devices + "]}").toArray();
  }

  @Test
  void looksForNoOtherDescriptionThanTheOneThatEndsTheFile() throws IOException {
    Path file = Files.write(folder.resolve("stream"), traps());

    long bytes =
        allocated(
            () -> {
              try (FileChannel channel = FileChannel.open(file)) {
                StreamInput input = new StreamInput(channel);
                MigrationStreamReader reader =
                    MigrationStreamReader.open(
                        input, ReaderOptions.DEFAULT.withGuess(true), new StreamAdapter() {});
                reader.ofFile(channel, 0);
                reader.read();
              }
            });

    assertThat(bytes).isLessThan(16L * FILLER);
  }

  @Test
  void takesNoWindowThatIsLongerThanItsPackage() throws IOException {
    Wire wire = start();
    for (int i = 0; i < COUNT; i++) {
      wire.command(7, new byte[4]);
    }
    byte[] stream = wire.end(2).eos().footer(2).eof().toArray();

    long bytes =
        allocated(
            () ->
                MigrationStreamReader.open(
                        Faults.input(stream), ReaderOptions.DEFAULT, new StreamAdapter() {})
                    .read());

    assertThat(bytes).isLessThan((long) COUNT * StreamInput.WINDOW_BYTES / 2);
  }
}
