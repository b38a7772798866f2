package org.ramwire.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.codec.StreamOutput;
import org.ramwire.format.PageSize;

class MappedGuestTest {

  private static final int PAGE = 4096;

  @TempDir Path folder;

  private final MappedGuest guest = new MappedGuest(PageSize.X86);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final byte[] content = new byte[4 * PAGE];
  private Path image;

  @BeforeEach
  void writeImage() throws IOException {
    new Random(5).nextBytes(content);
    Arrays.fill(content, PAGE, 2 * PAGE, (byte) 0);
    image = Files.write(folder.resolve("ram.img"), content);
  }

  private RamSender sender(SenderOptions options) {
    return new RamSender(guest, options, new StreamOutput(bytes));
  }

  @Test
  void writesReachTheStreamAndNotTheFile() throws IOException {
    MappedGuestBlock block = guest.addImage("a", image);
    block.write(2 * PAGE - 1, new byte[] {1, 2}, 0, 2);
    byte[] read = new byte[2];
    block.read(2 * PAGE - 1, read, 0, 2);
    assertThat(read).containsExactly(1, 2);
    assertThat(image).hasBinaryContent(content);
    DirtyBitmap dirty = new DirtyBitmap(4);
    block.takeDirtyLog(dirty);
    assertThat(dirty.dirtyPages()).isEqualTo(2);
  }

  @Test
  void aPageIsShownWithoutACopyAndCopiedForWhoNeedsAnArray() throws IOException {
    MappedGuestBlock block = guest.addImage("a", image);
    PageView view = new PageView(PAGE);
    for (int page = 0; page < 4; page++) {
      byte[] expected = Arrays.copyOfRange(content, page * PAGE, (page + 1) * PAGE);
      block.viewPage((long) page * PAGE, view);
      assertThat(view.isZero()).isEqualTo(page == 1);
      byte[] target = new byte[PAGE + 1];
      view.copyTo(target, 1);
      assertThat(Arrays.copyOfRange(target, 1, PAGE + 1)).isEqualTo(expected);
      assertThat(view.array()).isEqualTo(expected);
      assertThat(view.from()).isZero();
      assertThat(view.isZero()).isEqualTo(page == 1);
    }
  }

  @Test
  void takesAnImageThatMayOnlyBeRead() throws IOException {
    assertThat(image.toFile().setWritable(false)).isTrue();
    assertThat(guest.addImage("a", image).usedLength()).isEqualTo(content.length);
  }

  @Test
  void aFileThatIsShortenedIsAnErrorOfTheMemory() throws IOException {
    guest.addImage("a", image);
    for (SenderOptions.Builder options :
        new SenderOptions.Builder[] {
          SenderOptions.builder(), SenderOptions.builder().compression(2, 1)
        }) {
      Files.write(image, content);
      try (RamSender sender = sender(options.build())) {
        sender.setup();
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
          file.setLength(PAGE);
        }
        assertThatThrownBy(sender::iterate)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("was its file shortened?");
        assertThat(sender.state()).isEqualTo(RamSender.State.FAILED);
      }
    }
  }
}
