package org.ramwire.receiver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OpenFilesTest {

  private static final Set<StandardOpenOption> FRESH =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  @TempDir Path directory;

  private final OpenFiles files = new OpenFiles(2);

  private Path open(String name) throws IOException {
    Path file = directory.resolve(name);
    files.open(file, FRESH, new FileAttribute<?>[0]);
    return file;
  }

  @Test
  void closesTheOneUsedLongestAgo() throws IOException {
    Path a = open("a");
    Path b = open("b");
    FileChannel first = files.borrow(a);
    files.giveBack(a);
    FileChannel second = files.borrow(b);
    files.giveBack(b);
    files.borrow(a);
    files.giveBack(a);
    open("c");

    assertThat(second.isOpen()).isFalse();
    assertThat(first.isOpen()).isTrue();
    assertThat(files.borrow(b).isOpen()).isTrue();
    files.close();
  }

  @Test
  void closesNoneThatIsBorrowed() throws IOException {
    Path a = open("a");
    FileChannel lent = files.borrow(a);
    for (String name : new String[] {"b", "c", "d"}) {
      Path other = open(name);
      files.borrow(other);
      files.giveBack(other);
      assertThat(lent.isOpen()).isTrue();
    }
    files.giveBack(a);
    open("e");
    open("f");
    assertThat(lent.isOpen()).isFalse();
    files.close();
  }

  @Test
  void waitsUntilOneIsGivenBack() throws Exception {
    Path a = open("a");
    Path b = open("b");
    Path c = directory.resolve("c");
    files.borrow(a);
    files.borrow(b);
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> {
              try {
                open("c");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    Thread.sleep(50);
    assertThat(waiting).isNotDone();
    assertThat(c).doesNotExist();
    files.giveBack(a);
    waiting.get(30, TimeUnit.SECONDS);
    assertThat(c).exists();
    files.close();
  }

  @Test
  void failsWhereAThreadThatWaitsIsInterruptedOrTheFilesAreClosed() throws Exception {
    Path a = open("a");
    files.borrow(a);
    files.borrow(open("b"));
    Thread.currentThread().interrupt();
    assertThatIOException().isThrownBy(() -> open("c")).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();

    files.close();
    assertThatIOException()
        .isThrownBy(() -> files.borrow(a))
        .isInstanceOf(ClosedChannelException.class);
    files.giveBack(a);
  }
}
