package org.ramwire.conformance.stream.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.format.PageSize;
import org.ramwire.format.StreamException;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.memory.MappedGuest;

/** Sendings that are given up, at each write and in the end. */
@Timeout(180)
class SendingCancelTest {

  private static final int PAGE = 4096;

  @TempDir Path folder;

  private final MappedGuest guest = new MappedGuest(PageSize.X86);

  @BeforeEach
  void fill() throws IOException {
    byte[] ram = new byte[100 * PAGE];
    new Random(4).nextBytes(ram);
    guest.addImage("ram", Files.write(folder.resolve("ram"), ram));
  }

  /** A target that runs something at a write, takes what has come so far, and counts. */
  private static final class WatchedTarget implements SendTarget {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int fatal;
    private Runnable action;
    private int writes;
    private boolean finished;
    private boolean closed;

    WatchedTarget(int fatal) {
      this.fatal = fatal;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      if (++writes == fatal) {
        action.run();
      }
      if (closed) {
        throw new ClosedChannelException();
      }
      byte[] taken = new byte[Math.min(source.remaining(), 3 * PAGE)];
      source.get(taken);
      bytes.writeBytes(taken);
      return taken.length;
    }

    @Override
    public String finish() {
      finished = true;
      return null;
    }

    @Override
    public boolean isOpen() {
      return !closed;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private Sending sending(SenderOptions.Builder options, WatchedTarget target) {
    GuestWorkload workload = new GuestWorkload(1 << 20, 0, 2, 1);
    BuiltInGuest writer = new BuiltInGuest(guest, PAGE, workload);
    Sending sending =
        new Sending(guest, options.build(), writer, Container.ramOnly("microvm"), target);
    target.action = sending::cancel;
    return sending;
  }

  private static void read(byte[] stream) throws IOException {
    StreamInput input = new StreamInput(new ByteArrayInputStream(stream));
    MigrationStreamReader.open(input, ReaderOptions.DEFAULT, new StreamAdapter() {}).read();
  }

  @Test
  void leavesNothingThatAReceiverTakesForWhole() throws IOException {
    WatchedTarget whole = new WatchedTarget(-1);
    try (Sending sending = sending(SenderOptions.builder().xbzrle(1 << 20), whole)) {
      sending.run();
    }
    assertThat(whole.finished).isTrue();
    read(whole.bytes.toByteArray());

    for (SenderOptions.Builder options :
        new SenderOptions.Builder[] {
          SenderOptions.builder().xbzrle(1 << 20), SenderOptions.builder().compression(3, 1)
        }) {
      for (int fatal = 1; fatal <= 30; fatal++) {
        WatchedTarget target = new WatchedTarget(fatal);
        try (Sending sending = sending(options, target)) {
          assertThatThrownBy(sending::run)
              .isInstanceOf(IOException.class)
              .hasMessageContaining("cancelled");
        }
        assertThat(target.finished).isFalse();
        assertThat(target.closed).isTrue();
        byte[] stream = target.bytes.toByteArray();
        assertThatThrownBy(() -> read(stream)).isInstanceOf(StreamException.class);
      }
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("guest processor"))
        .noneMatch(thread -> thread.getName().startsWith("ramwire-deflate"));
  }
}
