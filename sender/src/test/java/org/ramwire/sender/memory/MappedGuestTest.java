package org.ramwire.sender.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.format.PageSize;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.SenderSeams;
import org.ramwire.sender.migration.FakeClock;
import org.ramwire.sender.migration.RamSender;
import org.ramwire.sender.migration.Sent;

class MappedGuestTest {

  private static final int PAGE = 4096;

  @TempDir private Path folder;

  private final MappedGuest guest = new MappedGuest(PageSize.X86);

  private Path image(String name, long lengthBytes) throws IOException {
    Path file = folder.resolve(name);
    try (RandomAccessFile sized = new RandomAccessFile(file.toFile(), "rw")) {
      sized.setLength(lengthBytes);
    }
    return file;
  }

  @Test
  void sendsWhatTheFilesHoldAndLaterWritesWithThem() throws IOException {
    Path small = image("small", 2 * PAGE);
    Path large = image("large", 3 * PAGE);
    byte[] content = new byte[3 * PAGE];
    content[PAGE] = 7;
    Files.write(large, content);
    guest.addImage("a", small);
    MappedGuestBlock block = guest.addImage("b", large);
    Sent sent = new Sent(PageSize.X86);
    RamSender sender =
        new RamSender(
            guest,
            SenderOptions.builder().build(),
            sent.output(),
            SenderSeams.DEFAULT.withClock(new FakeClock()));
    sender.setup();
    sender.iterate();
    assertThat(sent.next())
        .containsExactly(
            "EOS", "b:0=ZERO!", "b:1=PAGE", "b:2=ZERO", "a:0=ZERO!", "a:1=ZERO", "EOS");
    block.write(2 * PAGE - 1, new byte[] {1, 2}, 0, 2);
    sender.complete();
    assertThat(sent.next()).containsExactly("b:1=PAGE!", "b:2=PAGE", "EOS");
    assertThat(Files.readAllBytes(large)).isEqualTo(content);
  }

  @Test
  void aPageIsShownWithoutACopyAndCopiedForWhoNeedsAnArray() throws IOException {
    byte[] content = new byte[4 * PAGE];
    new Random(5).nextBytes(content);
    Arrays.fill(content, PAGE, 2 * PAGE, (byte) 0);
    MappedGuestBlock block = guest.addImage("a", Files.write(folder.resolve("ram"), content));
    PageView view = new PageView(PAGE);
    for (int page = 0; page < 4; page++) {
      byte[] expected = Arrays.copyOfRange(content, page * PAGE, (page + 1) * PAGE);
      block.viewPage((long) page * PAGE, view);
      assertThat(view.isZero()).isEqualTo(page == 1);
      byte[] target = new byte[PAGE + 1];
      view.copyTo(target, 1);
      assertThat(Arrays.copyOfRange(target, 1, PAGE + 1)).isEqualTo(expected);
    }
  }

  @Test
  void readsAndWritesAcrossSegmentsBehindTwoGibibytes() throws IOException {
    MappedGuestBlock block = guest.addImage("a", image("sparse", (3L << 30) + PAGE));
    byte[] written = {1, 2, 3, 4};
    block.write((2L << 30) - 2, written, 0, 4);
    byte[] read = new byte[6];
    block.read((2L << 30) - 3, read, 0, 6);
    assertThat(read).containsExactly(0, 1, 2, 3, 4, 0);
    DirtyBitmap dirty = new DirtyBitmap(block.usedLength() / PAGE);
    block.takeDirtyLog(dirty);
    assertThat(dirty.dirtyPages()).isEqualTo(2);
    assertThat(dirty.next(0)).isEqualTo((2L << 30) / PAGE - 1);
  }

  @Test
  void refusesFilesThatAreNotWholePages() throws IOException {
    Path odd = image("odd", PAGE + 1);
    Path empty = image("empty", 0);
    assertThatThrownBy(() -> guest.addImage("a", odd))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("odd")
        .hasMessageContaining("4097");
    assertThatThrownBy(() -> guest.addImage("a", empty)).hasMessageContaining("empty");
    assertThatThrownBy(() -> guest.addImage("a", folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> guest.addImage("x".repeat(256), odd));
    assertThat(guest.blocks()).isEmpty();
  }

  @Test
  void endsTheSendingIfAFileIsShortened() throws IOException {
    Path file = image("file", 4 * PAGE);
    guest.addImage("a", file);
    Sent sent = new Sent(PageSize.X86);
    SenderSeams seams = SenderSeams.DEFAULT.withClock(new FakeClock());
    RamSender sender = new RamSender(guest, SenderOptions.builder().build(), sent.output(), seams);
    sender.setup();
    sender.iterate();
    image("file", 3 * PAGE);
    assertThatThrownBy(sender::complete)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("file was shortened from 16384 to 12288");
    assertThat(sender.state()).isEqualTo(RamSender.State.FAILED);
  }

  @Test
  void closesWhatItDoesNotTake() throws IOException {
    Path file = image("file", PAGE);
    guest.addImage("a", file);
    assertThatIllegalArgumentException().isThrownBy(() -> guest.addImage("a", file));
    guest.close();
  }
}
