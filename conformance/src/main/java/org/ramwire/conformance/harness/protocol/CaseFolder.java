package org.ramwire.conformance.harness.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.EncoderTask;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.cases.Role;
import org.ramwire.receiver.store.FileMemory;

/**
 * A case as a folder that an implementation is pointed at, and its results.
 *
 * @param path the folder
 */
public record CaseFolder(Path path) {

  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  /** A file of a few bytes takes a block of the disk all the same. */
  private static final long LEAST_BYTES_PER_FILE = 4096;

  /** Writes a case into a folder that is there and empty. */
  public static CaseFolder write(Path folder, ConformanceCase one) throws IOException {
    CaseDescription description = CaseDescription.of(one);
    write(folder.resolve(CaseDescription.FILE_NAME), utf8(description.text()));
    if (one.expectation() instanceof Expectation.Write write) {
      writeRounds(folder, write.task());
      return new CaseFolder(folder);
    }
    write(folder.resolve(description.stream()), one.stream().toArray());
    for (var before : one.setup().before().entrySet()) {
      before.getValue().write(folder.resolve(description.before().get(before.getKey())));
    }
    return new CaseFolder(folder);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Path file, byte[] content) throws IOException {
    try {
      Files.write(
          file,
          content,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw FileFault.of(file, e);
    }
  }

  private static void writeRounds(Path folder, EncoderTask task) throws IOException {
    for (int round = 0; round < task.rounds().size(); round++) {
      for (int block : RoundsDescription.changed(task, round)) {
        Path file = folder.resolve(RoundsDescription.imageName(round, block));
        task.rounds().get(round).images().get(block).write(file);
      }
    }
  }

  /** Where an encoder puts its stream. */
  public Path writtenStream() {
    return path.resolve("out").resolve(CaseDescription.STREAM_NAME);
  }

  /** Where an implementation puts a block's image. */
  public Path image(int index) {
    return path.resolve("out").resolve(FileMemory.imageName(index));
  }

  /** A file that the case cannot be run without: the stream, or the first image. */
  public Path firstFile(Role role) {
    return path.resolve(
        role == Role.DECODE ? CaseDescription.STREAM_NAME : RoundsDescription.imageName(0, 0));
  }

  /** Returns how much the folder holds, counting no further once it is more than enough. */
  public long sizeBytes(long enough) {
    SizeVisitor visitor = new SizeVisitor(enough);
    try {
      Files.walkFileTree(path, visitor);
    } catch (IOException e) {
      // What cannot be looked at while a program changes it is looked at next time.
    }
    return visitor.bytes;
  }

  /** Removes the folder and all that an implementation has put there. */
  public void delete() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(path, new DeletingVisitor());
  }

  private static final class SizeVisitor extends SimpleFileVisitor<Path> {

    private final long enough;
    private long bytes;

    SizeVisitor(long enough) {
      this.enough = enough;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += Math.max(attributes.size(), LEAST_BYTES_PER_FILE);
      return bytes > enough ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }

  /** Removes also what a program has closed to others. */
  private static final class DeletingVisitor extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      open(directory);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) || !open(file)) {
        throw failure;
      }
      Files.walkFileTree(file, this);
      return FileVisitResult.CONTINUE;
    }

    /** Lets this process into a directory; returns false if that changes nothing. */
    private static boolean open(Path directory) throws IOException {
      PosixFileAttributeView view =
          Files.getFileAttributeView(directory, PosixFileAttributeView.class);
      if (view == null || view.readAttributes().permissions().containsAll(OWNERS)) {
        return false;
      }
      view.setPermissions(OWNERS);
      return true;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
