package org.ramwire.receiver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.RamBlock;

class FileMemoryTest extends MemoryStoreContract {

  private static final int GATHERED = WriteGatherer.STRETCH_BYTES;

  @TempDir Path directory;

  @Override
  MemoryStore create() {
    return new FileMemory(directory);
  }

  @Override
  byte[] image(MemoryStore memory, int index) throws IOException {
    return Files.readAllBytes(directory.resolve(FileMemory.imageName(index)));
  }

  private static long allocatedBytes(Path file) throws IOException {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "needs stat as on Linux");
    // st_blocks is not among Java's attributes: ask stat.
    Process stat = new ProcessBuilder("stat", "-c", "%b %B", file.toString()).start();
    String[] counts = new String(stat.getInputStream().readAllBytes()).trim().split(" ");
    return Long.parseLong(counts[0]) * Long.parseLong(counts[1]);
  }

  @Test
  void keepsABlockOf3GiBSparse() throws IOException {
    long length = 3L << 30;
    Path file = directory.resolve("0.img");
    try (FileMemory memory = new FileMemory(directory)) {
      BlockMemory block = memory.provide(block(0, length), length);
      block.write((2L << 30) + PAGE, filled(PAGE, 7), 0, PAGE);
      for (long offset = 0; offset < length; offset += 64 << 20) {
        block.zero(offset, PAGE);
      }
      memory.finish();
    }

    assertThat(Files.size(file)).isEqualTo(length);
    byte[] page = new byte[PAGE];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.read(ByteBuffer.wrap(page), (2L << 30) + PAGE);
    }
    assertThat(page).containsOnly(7);
    assertThat(allocatedBytes(file)).isLessThan(4 << 20);
  }

  @ParameterizedTest
  @ValueSource(ints = {GATHERED - PAGE, GATHERED, GATHERED + PAGE})
  void writesRunsAroundTheGatherBuffersEnd(int length) throws IOException {
    try (FileMemory memory = new FileMemory(directory)) {
      BlockMemory block = memory.provide(block(0, 2 * GATHERED), 2 * GATHERED);
      for (int offset = 0; offset < length; offset += PAGE) {
        block.write(offset, filled(PAGE, 1 + offset / PAGE), 0, PAGE);
      }
      memory.finish();
    }

    byte[] image = Files.readAllBytes(directory.resolve("0.img"));
    assertThat(image).hasSize(2 * GATHERED);
    for (int offset = 0; offset < image.length; offset += 1024) {
      byte expected = offset < length ? (byte) (1 + offset / PAGE) : 0;
      assertThat(image[offset]).as("at " + offset).isEqualTo(expected);
    }
  }

  @Test
  void overwritesAPageThatIsStillGathered() throws IOException {
    try (FileMemory memory = new FileMemory(directory)) {
      BlockMemory block = memory.provide(block(0, 4 * PAGE), 4 * PAGE);
      block.write(0, filled(PAGE, 1), 0, PAGE);
      block.write(PAGE, filled(PAGE, 2), 0, PAGE);
      block.write(0, filled(PAGE, 3), 0, PAGE);
      block.zero(PAGE, PAGE);
      memory.finish();
    }

    byte[] image = Files.readAllBytes(directory.resolve("0.img"));
    assertThat(image[0]).isEqualTo((byte) 3);
    assertThat(image[PAGE]).isZero();
  }

  @Test
  void failsCleanlyOnceItsFileIsGone() throws IOException {
    FileMemory memory = new FileMemory(directory);
    BlockMemory block = memory.provide(block(0, 4 * PAGE), 4 * PAGE);
    block.write(0, filled(PAGE, 1), 0, PAGE);
    memory.close();

    assertThatIOException().isThrownBy(memory::finish);
    // A failed write leaves nothing gathered that a later one would trip over.
    block.write(PAGE, filled(2 * PAGE, 1), 0, 2 * PAGE);
    assertThatIOException().isThrownBy(() -> block.write(0, filled(PAGE, 1), 0, PAGE));
    block.write(2 * PAGE, filled(2 * PAGE, 1), 0, 2 * PAGE);
    assertThatIOException().isThrownBy(memory::finish);
  }

  @Test
  void reportsADirectoryThatIsNotThere() throws IOException {
    try (FileMemory memory = new FileMemory(directory.resolve("none"))) {
      assertThatIOException().isThrownBy(() -> memory.provide(block(0, PAGE), PAGE));
    }
  }

  @Test
  void takesNoFileThatIsThereAndFollowsNoLink() throws IOException {
    Path file = Files.writeString(directory.resolve("0.img"), "mine");
    Path victim = Files.writeString(directory.resolve("victim"), "mine");
    Files.createSymbolicLink(directory.resolve("1.img"), victim);
    try (FileMemory memory = new FileMemory(directory)) {
      for (int index = 0; index < 2; index++) {
        RamBlock block = block(index, PAGE);
        assertThatIOException().isThrownBy(() -> memory.provide(block, PAGE));
      }
    }
    assertThat(file).hasContent("mine");
    assertThat(victim).hasContent("mine");
  }

  @Test
  void imagesAreTheirOwnersAlone() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    try (FileMemory memory = new FileMemory(directory)) {
      memory.provide(block(0, PAGE), PAGE);
    }
    assertThat(Files.getPosixFilePermissions(directory.resolve("0.img")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void keepsFewFilesOpenHoweverManyBlocksThereAre() throws IOException {
    int blocks = 4096;
    Path fds = Path.of("/proc/self/fd");
    try (FileMemory memory = new FileMemory(directory)) {
      List<BlockMemory> all = new ArrayList<>();
      for (int i = 0; i < blocks; i++) {
        all.add(memory.provide(block(i, 2 * PAGE), (long) blocks * 2 * PAGE));
      }
      // In one order and in the other, so that each file is opened again.
      for (int i = 0; i < blocks; i++) {
        all.get(i).write(0, filled(PAGE, i), 0, PAGE);
      }
      for (int i = blocks - 1; i >= 0; i--) {
        all.get(i).write(PAGE, filled(PAGE, i >> 8), 0, PAGE);
        byte[] page = new byte[PAGE];
        all.get(i).read(0, page, 0, PAGE);
        assertThat(page).isEqualTo(filled(PAGE, i));
      }
      if (Files.isDirectory(fds)) {
        try (Stream<Path> open = Files.list(fds)) {
          assertThat(open.filter(fd -> leadsTo(fd, directory)).count())
              .isBetween(1L, (long) OpenFiles.MAX_OPEN);
        }
      }
      memory.finish();
    }
    for (int i = 0; i < blocks; i += 5) {
      byte[] image = Files.readAllBytes(directory.resolve(i + ".img"));
      assertThat(image[0]).isEqualTo((byte) i);
      assertThat(image[PAGE]).isEqualTo((byte) (i >> 8));
    }
  }

  private static boolean leadsTo(Path fd, Path directory) {
    try {
      return Files.readSymbolicLink(fd).startsWith(directory);
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void namesTheFileThatCannotBeWritten() throws IOException {
    Path shown = Path.of("memory");
    FileMemory memory = new FileMemory(directory, shown);
    BlockMemory block = memory.provide(block(0, PAGE), PAGE);
    block.write(0, filled(PAGE, 1), 0, PAGE);
    memory.close();
    assertThatIOException()
        .isThrownBy(memory::finish)
        .withMessageStartingWith("memory" + directory.getFileSystem().getSeparator() + "0.img");
  }

  @Test
  void keepsFewRangesHoweverManyListsTheBlocksComeIn() throws IOException {
    int blocks = 1024;
    long length = 16L << 30;
    List<BlockMemory> all = new ArrayList<>();
    try (FileMemory memory = new FileMemory(directory)) {
      for (int i = 0; i < blocks; i++) {
        // Each list has one block, so its total is that block's.
        BlockMemory block = memory.provide(block(i, length), length);
        block.write(0, filled(PAGE, i), 0, PAGE);
        block.write(length - PAGE, filled(PAGE, i + 1), 0, PAGE);
        all.add(block);
        // A set of bits has whole words.
        assertThat(memory.ranges()).isLessThanOrEqualTo(FileMemory.MAX_RANGES + 2 * 64L * blocks);
      }
      byte[] page = new byte[PAGE];
      for (int i = 0; i < blocks; i++) {
        all.get(i).read(0, page, 0, PAGE);
        assertThat(page).isEqualTo(filled(PAGE, i));
        all.get(i).read(length - PAGE, page, 0, PAGE);
        assertThat(page).isEqualTo(filled(PAGE, i + 1));
        all.get(i).read(length / 2, page, 0, PAGE);
        assertThat(page).containsOnly(0);
      }
    }
  }

  @Test
  void zeroesWhatWasWrittenBeforeRangesBecameWider() throws IOException {
    long length = 16L << 30;
    try (FileMemory memory = new FileMemory(directory)) {
      BlockMemory first = memory.provide(block(0, length), length);
      first.write(5L * PAGE, filled(PAGE, 1), 0, PAGE);
      memory.provide(block(1, 64 * length), 64 * length);
      first.zero(5L * PAGE, PAGE);
      byte[] page = filled(PAGE, 9);
      first.read(5L * PAGE, page, 0, PAGE);
      assertThat(page).containsOnly(0);
    }
  }
}
