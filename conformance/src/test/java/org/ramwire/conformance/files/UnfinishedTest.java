package org.ramwire.conformance.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What grows out of sight: what comes to its place meanwhile, and what a process leaves. */
@Timeout(300)
class UnfinishedTest {

  @TempDir Path given;

  /** Something that stands where the target is wanted, and whether it is still there. */
  private enum Intruder {
    FILE {
      @Override
      void plant(Path path) throws IOException {
        Files.writeString(path, "mine");
      }

      @Override
      void isUntouched(Path path) {
        assertThat(path).isRegularFile().hasContent("mine");
      }
    },
    LINK_TO_A_FILE {
      @Override
      void plant(Path path) throws IOException {
        Path secret = Files.writeString(path.resolveSibling("secret"), "mine");
        Files.createSymbolicLink(path, secret);
      }

      @Override
      void isUntouched(Path path) {
        assertThat(path).isSymbolicLink();
        assertThat(path.resolveSibling("secret")).hasContent("mine");
      }
    },
    LINK_TO_NOTHING {
      @Override
      void plant(Path path) throws IOException {
        Files.createSymbolicLink(path, path.resolveSibling("secret"));
      }

      @Override
      void isUntouched(Path path) {
        assertThat(path).isSymbolicLink();
        assertThat(path.resolveSibling("secret")).doesNotExist();
      }
    },
    FULL_DIRECTORY {
      @Override
      void plant(Path path) throws IOException {
        Files.writeString(Files.createDirectory(path).resolve("f"), "mine");
      }

      @Override
      void isUntouched(Path path) {
        assertThat(path.resolve("f")).hasContent("mine");
      }
    };

    abstract void plant(Path path) throws IOException;

    abstract void isUntouched(Path path);
  }

  private Path folder() throws IOException {
    return Files.createTempDirectory(given.toRealPath(), "t");
  }

  private static Unfinished written(Path target) throws IOException {
    Unfinished file = Unfinished.file(target, Access.EVERYBODY);
    file.channel().write(ByteBuffer.wrap("new".getBytes()));
    return file;
  }

  private static List<String> hidden(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.startsWith("."))
          .toList();
    }
  }

  @Test
  void whatComesToTheTargetMeanwhileStaysAsItIs() throws IOException {
    for (Intruder intruder : Intruder.values()) {
      Path target = folder().resolve("t");
      try (Unfinished file = written(target)) {
        intruder.plant(target);
        assertThatThrownBy(file::publish).isInstanceOf(FileAlreadyExistsException.class);
      }
      intruder.isUntouched(target);
      assertThat(hidden(target.getParent())).isEmpty();

      Path other = folder().resolve("t");
      try (Unfinished directory = Unfinished.directory(other, Access.OWNER)) {
        intruder.plant(other);
        assertThatThrownBy(directory::publish).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> directory.replaceDirectory(path -> false))
            .isInstanceOf(FileAlreadyExistsException.class);
      }
      intruder.isUntouched(other);
      assertThat(hidden(other.getParent())).isEmpty();
    }
  }

  @Test
  void aFileReplacesAFileAndNothingElse() throws IOException {
    for (Intruder intruder : Intruder.values()) {
      Path target = folder().resolve("t");
      try (Unfinished file = written(target)) {
        intruder.plant(target);
        if (intruder == Intruder.FILE) {
          Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
          file.replaceFile();
        } else {
          assertThatThrownBy(file::replaceFile).isInstanceOf(FileAlreadyExistsException.class);
        }
      }
      if (intruder == Intruder.FILE) {
        assertThat(target).hasContent("new");
        assertThat(permissions(target)).isEqualTo("rw-r-----");
      } else {
        intruder.isUntouched(target);
      }
      assertThat(hidden(target.getParent())).isEmpty();
    }
  }

  @Test
  void whatComesIntoADirectoryWhileItIsReplacedIsPutBack() throws IOException {
    Path target = folder().resolve("t");
    Files.createDirectory(target);
    try (Unfinished directory = Unfinished.directory(target, Access.OWNER)) {
      Files.writeString(directory.path().resolve("f"), "new");
      // Empty when it is looked at in its place, and full once nobody finds it any more.
      Unfinished.Replaceable empty =
          path -> {
            boolean was;
            try (Stream<Path> entries = Files.list(path)) {
              was = entries.findAny().isEmpty();
            }
            if (was) {
              Files.writeString(path.resolve("theirs"), "mine");
            }
            return was;
          };
      assertThatThrownBy(() -> directory.replaceDirectory(empty))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(target.resolve("theirs")).hasContent("mine");
    assertThat(hidden(target.getParent())).isEmpty();
  }

  @Test
  void memoryIsItsOwnersAloneAndReportsAreForEverybody() throws IOException {
    Path folder = folder();
    for (Access access : Access.values()) {
      Path target = folder.resolve(access.name());
      Path images = folder.resolve(access.name() + "-directory");
      try (Unfinished file = Unfinished.file(target, access);
          Unfinished directory = Unfinished.directory(images, access)) {
        file.publish();
        directory.publish();
      }
    }
    Path plain = Files.createFile(folder.resolve("plain"));
    Path made = Files.createDirectory(folder.resolve("made"));
    assertThat(permissions(folder.resolve("OWNER"))).isEqualTo("rw-------");
    assertThat(permissions(folder.resolve("OWNER-directory"))).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve("EVERYBODY"))).isEqualTo(permissions(plain));
    assertThat(permissions(folder.resolve("EVERYBODY-directory"))).isEqualTo(permissions(made));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void parentsThatWereMadeGoAndOthersStay() throws IOException {
    Path folder = folder();
    Unfinished.directory(folder.resolve("a/b/t"), Access.OWNER).close();
    assertThat(folder).isEmptyDirectory();
    Path a = Files.createDirectory(folder.resolve("a"));
    Unfinished.directory(a.resolve("b/t"), Access.OWNER).close();
    assertThat(a).isEmptyDirectory();
  }

  @Test
  void aNameAsLongAsTheSystemTakesIsWritten() throws IOException {
    Path target = folder().resolve("ä".repeat(127));
    try (Unfinished file = written(target)) {
      file.publish();
    }
    assertThat(target).hasContent("new");
  }

  @Test
  void whatIsUnfinishedElsewhereInThisProcessIsLeftAlone() throws IOException {
    Path target = folder().resolve("t");
    try (Unfinished first = written(target);
        Unfinished second = written(target)) {
      assertThat(first.path()).exists();
      second.publish();
      assertThatThrownBy(first::publish).isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(hidden(target.getParent())).isEmpty();
  }

  @Test
  void whatLooksAbandonedWithoutProofStays() throws IOException {
    Path folder = folder();
    Path target = folder.resolve("t");
    Path lonely = Files.writeString(folder.resolve(".t.unfinished-0123456789abcdef"), "mine");
    Path file = Files.writeString(folder.resolve(".t.unfinished-0123456789abcde0"), "mine");
    Path unmarked = Files.writeString(folder.resolve(file.getFileName() + ".lock"), "mine");
    Files.createSymbolicLink(folder.resolve(".t.unfinished-0123456789abcde1.lock"), unmarked);
    try (Unfinished made = written(target)) {
      made.publish();
    }
    assertThat(lonely).hasContent("mine");
    assertThat(file).hasContent("mine");
    assertThat(unmarked).hasContent("mine");
    assertThat(hidden(folder)).hasSize(4);
  }

  /** A process of ours in the middle of its work. */
  private Process child(Path target, String way) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            UnfinishedWork.class.getName(),
            target.toString(),
            way)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void whatAKilledProcessHasLeftGoesNextTimeAndALivingOnesStays() throws Exception {
    Path folder = folder();
    Path target = folder.resolve("t");
    Process living = child(target, "wait");
    Process killed = child(target, "wait");
    try {
      living.getInputStream().read();
      killed.getInputStream().read();
      assertThat(hidden(folder)).as("two at work").hasSize(4);
      killed.destroyForcibly().waitFor();
      Path others = folder.resolve("other");
      Unfinished.directory(others, Access.OWNER).close();
      assertThat(hidden(folder)).as("another target's").hasSize(4);

      Unfinished.directory(target, Access.OWNER).close();
      assertThat(hidden(folder)).as("the living one's").hasSize(2);
    } finally {
      living.destroyForcibly().waitFor();
      killed.destroyForcibly();
    }
    Unfinished.directory(target, Access.OWNER).close();
    assertThat(hidden(folder)).isEmpty();
  }

  @Test
  void whatAKilledProcessHadSetAsideComesBack() throws Exception {
    Path folder = folder();
    Path target = folder.resolve("t");
    Process killed = child(target, "wait");
    killed.getInputStream().read();
    killed.destroyForcibly().waitFor();
    String growing =
        hidden(folder).stream().filter(name -> !name.endsWith(".lock")).findFirst().orElseThrow();
    Path aside = Files.createDirectory(folder.resolve(growing + ".replaced"));
    Files.writeString(aside.resolve("f"), "old");

    Unfinished.directory(target, Access.OWNER).close();

    assertThat(target.resolve("f")).hasContent("old");
    assertThat(hidden(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait", "making", "first", "publishing", "filling"})
  void nothingIsLeftWheneverTheProcessIsToldToEnd(String moment) throws Exception {
    Path folder = folder();
    Process process = child(folder.resolve("a/t"), moment);
    try {
      process.getInputStream().read();
      process.destroy();
      assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      assertThat(folder).isEmptyDirectory();
    } finally {
      process.destroyForcibly();
    }
  }
}
