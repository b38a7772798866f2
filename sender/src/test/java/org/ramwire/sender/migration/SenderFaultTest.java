package org.ramwire.sender.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.container.MigrationStreamWriter;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.format.PageSize;
import org.ramwire.format.StreamException;
import org.ramwire.format.TruncatedStreamException;
import org.ramwire.sender.ControlHook;
import org.ramwire.sender.CpuThrottle;
import org.ramwire.sender.HookStream;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.SenderSeams;
import org.ramwire.sender.memory.GuestBlock;
import org.ramwire.sender.memory.GuestMemory;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.sender.memory.PageView;
import org.ramwire.sender.profile.SenderProfile;

/** Memory, outputs and hooks that fail, and senders that are cancelled: at every point. */
@Timeout(180)
class SenderFaultTest {

  private static final int PAGE = 4096;

  /** How a sender works in these tests. */
  enum Mode {
    PLAIN(SenderOptions.builder()),
    XBZRLE(SenderOptions.builder().xbzrle(1 << 20)),
    COMPRESS(SenderOptions.builder().compression(3, 1)),
    COMPRESS_AS_QEMU(SenderOptions.builder().compression(3, 1).profile(SenderProfile.QEMU_7_2));

    private final SenderOptions options;

    Mode(SenderOptions.Builder options) {
      this.options = options.build();
    }
  }

  private final HeapGuest guest = new HeapGuest(PageSize.X86);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private HeapGuestBlock a;

  @BeforeEach
  void fill() {
    a = guest.addBlock("a", 12 * PAGE);
    guest.addBlock("b", 2 * PAGE);
    fillPages();
  }

  private void fillPages() {
    for (int page = 0; page < 9; page++) {
      a.fill((long) page * PAGE, PAGE, (byte) (page + 1));
    }
  }

  @AfterEach
  void noThreadIsLeft() {
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("ramwire-deflate"));
  }

  /** Sends two rounds and a last stage into a container. */
  private void send(RamSender sender, StreamOutput output) throws IOException {
    MigrationStreamWriter container = new MigrationStreamWriter(output);
    container.header();
    RamMigration.Switchover guestWrites =
        new RamMigration.Switchover() {
          private int parts;

          @Override
          public void partSent() {
            if (parts++ == 0) {
              a.fill(100, 1, (byte) 77);
              a.fill(5 * PAGE, 1, (byte) 78);
            }
          }

          @Override
          public void stopGuest() {
            a.fill(2 * PAGE, 1, (byte) 79);
          }
        };
    new RamMigration(sender, RamSection.in(container, 2, true), output, guestWrites).run();
    container.endOfFile();
    output.flush();
  }

  private RamSender sender(Mode mode, GuestMemory memory, StreamOutput output) {
    SenderOptions options = mode.options;
    return new RamSender(memory, options, output, SenderSeams.DEFAULT.withClock(new FakeClock()));
  }

  private static void read(byte[] stream) throws IOException {
    StreamInput input = new StreamInput(new ByteArrayInputStream(stream));
    MigrationStreamReader.open(input, ReaderOptions.DEFAULT, new StreamAdapter() {}).read();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void endsWithTheFaultOfTheMemoryWhereverItComes(Mode mode) throws IOException {
    int touches = touches(mode);
    assertThat(touches).isGreaterThan(20);
    for (int at = 0; at < touches; at++) {
      IOException fault = new IOException("memory fails");
      WatchedGuest memory =
          new WatchedGuest(
              guest,
              at,
              () -> {
                throw fault;
              });
      bytes.reset();
      StreamOutput output = new StreamOutput(bytes);
      RamSender sender = sender(mode, memory, output);
      assertThat(catchThrowable(() -> send(sender, output))).isSameAs(fault);
      assertThat(sender.state()).isEqualTo(RamSender.State.FAILED);
      assertThat(memory.logs).isZero();
      assertThatIllegalStateException().isThrownBy(sender::iterate);
      output.flush();
      // Whole records and then nothing: no reader takes it for a stream that is complete.
      assertThatThrownBy(() -> read(bytes.toByteArray()))
          .isInstanceOf(TruncatedStreamException.class);
    }
  }

  private int touches(Mode mode) throws IOException {
    WatchedGuest memory = new WatchedGuest(guest, -1, () -> {});
    bytes.reset();
    StreamOutput output = new StreamOutput(bytes);
    RamSender sender = sender(mode, memory, output);
    send(sender, output);
    read(bytes.toByteArray());
    assertThat(memory.logs).isZero();
    assertThat(sender.state()).isEqualTo(RamSender.State.COMPLETED);
    return memory.touched();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void isCancelledWhereverItIs(Mode mode) throws IOException {
    int touches = touches(mode);
    for (int at = 0; at < touches - 1; at++) {
      AtomicReference<RamSender> sender = new AtomicReference<>();
      WatchedGuest memory = new WatchedGuest(guest, at, () -> sender.get().cancel());
      bytes.reset();
      StreamOutput output = new StreamOutput(bytes);
      sender.set(sender(mode, memory, output));
      Throwable end = catchThrowable(() -> send(sender.get(), output));
      if (end == null) {
        // The last page of all was being read: what is whole stays whole.
        read(bytes.toByteArray());
        assertThat(sender.get().state()).isEqualTo(RamSender.State.COMPLETED);
        continue;
      }
      assertThat(end).isInstanceOf(SendCancelledException.class);
      assertThat(sender.get().state()).isEqualTo(RamSender.State.CANCELLED);
      assertThat(memory.logs).isZero();
      output.flush();
      assertThatThrownBy(() -> read(bytes.toByteArray())).isInstanceOf(StreamException.class);
    }
  }

  @Test
  void refusesEveryCallOnceItIsCancelled() throws IOException {
    StreamOutput output = new StreamOutput(bytes);
    WatchedGuest memory = new WatchedGuest(guest, -1, () -> {});
    RamSender sender = sender(Mode.COMPRESS, memory, output);
    sender.setup();
    sender.cancel();
    assertThat(memory.logs).isZero();
    assertThatThrownBy(sender::iterate).isInstanceOf(SendCancelledException.class);
    assertThatThrownBy(() -> sender.pending(1)).isInstanceOf(SendCancelledException.class);
    assertThatThrownBy(sender::complete).isInstanceOf(SendCancelledException.class);
    sender.close();
    assertThat(memory.logs).isZero();
    try (RamSender unused = sender(Mode.COMPRESS, guest, output)) {
      assertThat(unused.state()).isEqualTo(RamSender.State.NEW);
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void endsWithTheFaultOfTheOutputWhereverItComes(Mode mode) throws IOException {
    touches(mode);
    int length = bytes.size();
    for (int room = 0; room < length; room += 997) {
      OutputStream full = new LimitedOutput(room);
      StreamOutput output = new StreamOutput(full);
      WatchedGuest memory = new WatchedGuest(guest, -1, () -> {});
      RamSender sender = sender(mode, memory, output);
      assertThatThrownBy(() -> send(sender, output)).hasMessage("no room");
      sender.close();
      assertThat(sender.state())
          .isIn(RamSender.State.FAILED, RamSender.State.CANCELLED, RamSender.State.COMPLETED);
      assertThat(memory.logs).isZero();
    }
  }

  /** An output with room for some bytes. */
  private static final class LimitedOutput extends OutputStream {

    private int room;

    LimitedOutput(int room) {
      this.room = room;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[1], 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int length) throws IOException {
      room -= length;
      if (room < 0) {
        throw new IOException("no room");
      }
    }
  }

  @Test
  void isWokenByTheClosingOfAnOutputThatStalls() throws Exception {
    a = guest.addBlock("large", 64 * PAGE);
    a.fill(0, 64 * PAGE, (byte) 1);
    PipedInputStream peer = new PipedInputStream(PAGE);
    PipedOutputStream pipe = new PipedOutputStream(peer);
    StreamOutput output = new StreamOutput(pipe);
    WatchedGuest memory = new WatchedGuest(guest, -1, () -> {});
    RamSender sender = sender(Mode.PLAIN, memory, output);
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread sending = new Thread(() -> end.set(catchThrowable(() -> send(sender, output))));
    sending.start();
    while (peer.available() < PAGE) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    sender.cancel();
    peer.close();
    sending.join();
    assertThat(end.get())
        .isInstanceOf(SendCancelledException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThat(sender.state()).isEqualTo(RamSender.State.CANCELLED);
    assertThat(memory.logs).isZero();
  }

  @Test
  void endsWithTheFaultOfAHook() throws IOException {
    for (ControlHook.Stage stage : ControlHook.Stage.values()) {
      ControlHook failing =
          new ControlHook() {
            @Override
            public void afterIterate(Stage now, HookStream stream) throws IOException {
              if (now == stage) {
                throw new IOException("transport fails in " + stage);
              }
            }

            @Override
            public long savePage(GuestBlock block, long pageOffset, PageView page) {
              return UNSUPPORTED;
            }
          };
      StreamOutput output = new StreamOutput(bytes);
      RamSender sender =
          new RamSender(
              guest,
              SenderOptions.builder().build(),
              output,
              new SenderSeams(new FakeClock(), CpuThrottle.NONE, failing));
      assertThatThrownBy(() -> send(sender, output)).hasMessage("transport fails in " + stage);
      assertThat(sender.state()).isEqualTo(RamSender.State.FAILED);
    }
  }

  @Test
  void refusesToBeCalledFromItsOwnMemory() throws IOException {
    AtomicReference<RamSender> sender = new AtomicReference<>();
    WatchedGuest memory = new WatchedGuest(guest, 0, () -> sender.get().pending(1));
    sender.set(sender(Mode.PLAIN, memory, new StreamOutput(bytes)));
    assertThatIllegalStateException().isThrownBy(() -> sender.get().setup());
    assertThat(sender.get().state()).isEqualTo(RamSender.State.FAILED);
  }

  @Test
  void writesTheSamePrefixBeforeAFault() throws IOException {
    touches(Mode.PLAIN);
    byte[] whole = bytes.toByteArray();
    WatchedGuest memory =
        new WatchedGuest(
            guest,
            10,
            () -> {
              throw new IllegalStateException("a bug of the memory");
            });
    bytes.reset();
    fillPages();
    StreamOutput output = new StreamOutput(bytes);
    assertThatIllegalStateException()
        .isThrownBy(() -> send(sender(Mode.PLAIN, memory, output), output))
        .withMessage("a bug of the memory");
    output.flush();
    assertThat(bytes.toByteArray()).isEqualTo(Arrays.copyOf(whole, bytes.size()));
    assertThat(bytes.size()).isPositive();
  }
}
