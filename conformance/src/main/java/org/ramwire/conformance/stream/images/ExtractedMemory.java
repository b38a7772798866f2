package org.ramwire.conformance.stream.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.files.Access;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.files.Links;
import org.ramwire.conformance.files.Unfinished;
import org.ramwire.receiver.store.BlockMemory;
import org.ramwire.receiver.store.FileMemory;
import org.ramwire.receiver.store.MemoryStore;

/**
 * Guest memory that becomes a directory of images once it is published, and nothing before.
 *
 * <p>Images grow in a hidden directory beside the wanted one; publishing renames it. Closing
 * without having published, also when the process is told to end, removes it.
 */
public final class ExtractedMemory implements MemoryStore {

  /** The name of the file that lists the blocks. */
  public static final String INDEX_NAME = "blocks.json";

  /** The name of the file that stands beside images whose memory is incomplete. */
  public static final String INCOMPLETE_NAME = "INCOMPLETE";

  private static final int HASH_BUFFER_BYTES = 1 << 17;

  private final Path wanted;
  private final Unfinished directory;
  private final Path growing;
  private final FileMemory images;
  private final boolean replaces;

  private ExtractedMemory(Path wanted, Unfinished directory, boolean replaces) {
    this.wanted = wanted;
    this.directory = directory;
    this.growing = directory.path();
    this.images = new FileMemory(growing, wanted);
    this.replaces = replaces;
  }

  /**
   * Prepares a directory.
   *
   * @param wanted must not exist, or be an empty directory
   * @return a store
   * @throws IOException if there is something already, or no room beside it
   */
  public static ExtractedMemory create(Path wanted) throws IOException {
    return create(wanted, false);
  }

  /**
   * Prepares a directory.
   *
   * @param wanted must not exist, or be an empty directory, or one of images that may be replaced
   * @param replaces whether a directory that holds images and nothing else is replaced
   * @return a store
   * @throws IOException if there is something already, or no room beside it
   */
  public static ExtractedMemory create(Path wanted, boolean replaces) throws IOException {
    // A link stays one: what it points to is filled.
    Path target = Links.target(wanted);
    Path parent = target.getParent();
    if (parent == null) {
      throw FileFault.taken(wanted);
    }
    refuseIfTaken(wanted, target, replaces);
    if (Files.exists(target) && !sameFileSystem(target, parent)) {
      throw new IOException(
          wanted + ": is a mount point, which cannot appear whole; name a folder in it");
    }
    Unfinished directory;
    try {
      directory = Unfinished.directory(target, Access.OWNER);
    } catch (NotDirectoryException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          parent + ": no folder can be made in it (" + FileFault.reason(e) + ")", e);
    }
    try {
      // What a killed run had set aside may be back.
      refuseIfTaken(wanted, target, replaces);
    } catch (IOException e) {
      directory.close();
      throw e;
    }
    return new ExtractedMemory(wanted, directory, replaces);
  }

  private static void refuseIfTaken(Path wanted, Path target, boolean replaces) throws IOException {
    if (Files.exists(target) && !isEmptyDirectory(target)) {
      if (!replaces) {
        throw FileFault.taken(wanted);
      }
      if (!holdsImagesOnly(target)) {
        throw new IOException(wanted + ": holds more than images, so it is not replaced");
      }
    }
  }

  private static boolean sameFileSystem(Path one, Path other) throws IOException {
    return Files.getAttribute(one, "unix:dev").equals(Files.getAttribute(other, "unix:dev"));
  }

  private static boolean isEmptyDirectory(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  private static boolean holdsImagesOnly(Path path) throws IOException {
    if (!Files.isDirectory(path) || !Files.exists(path.resolve(INDEX_NAME))) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.allMatch(ExtractedMemory::isOurs);
    }
  }

  private static boolean isOurs(Path entry) {
    String name = entry.getFileName().toString();
    return Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
        && (name.equals(INDEX_NAME)
            || name.equals(INCOMPLETE_NAME)
            || name.matches("[0-9]+\\.img"));
  }

  @Override
  public BlockMemory provide(RamBlock block, long totalBytes) throws IOException {
    return images.provide(block, totalBytes);
  }

  @Override
  public void finish() throws IOException {
    images.finish();
  }

  /**
   * Writes the index, without hashes, and makes the directory appear.
   *
   * @param index what to say of the blocks that were provided
   * @throws IOException if a file cannot be written or renamed
   */
  public void publish(ImageIndex index) throws IOException {
    publish(index, null);
  }

  /**
   * Writes the index and makes the directory appear. A block that the index gives no file has no
   * image in it.
   *
   * @param index what to say of the blocks that were provided
   * @param hashed is told of each few bytes of the images that have been hashed, holes included;
   *     null to hash nothing
   * @throws IOException if a file cannot be read back, written or renamed
   */
  public void publish(ImageIndex index, LongConsumer hashed) throws IOException {
    prepare(index, hashed);
    appear();
  }

  /**
   * Writes the index: what is left is to make the directory appear.
   *
   * @param index what to say of the blocks that were provided
   * @param hashed as for {@link #publish(ImageIndex, LongConsumer)}
   * @throws IOException if a file cannot be read back or written
   */
  public void prepare(ImageIndex index, LongConsumer hashed) throws IOException {
    List<ImageIndex.Image> images = new ArrayList<>();
    for (ImageIndex.Image image : index.blocks()) {
      if (image.file() == null) {
        Files.deleteIfExists(growing.resolve(FileMemory.imageName(image.index())));
        images.add(image);
      } else {
        String hash = hashed == null ? null : sha256(growing.resolve(image.file()), hashed);
        images.add(image.withSha256(hash));
      }
    }
    write(INDEX_NAME, index.withBlocks(images).toJson());
    if (index.error() != null && !index.memoryComplete()) {
      write(INCOMPLETE_NAME, lossText(index));
    }
  }

  /**
   * Waits until the images and the index are on the disk, not only in the system's memory.
   *
   * @throws IOException if the disk fails
   */
  public void force() throws IOException {
    try (Stream<Path> entries = Files.list(growing)) {
      for (Path entry : entries.toList()) {
        force(entry, StandardOpenOption.WRITE);
      }
    }
    force(growing, StandardOpenOption.READ);
  }

  private static void force(Path path, OpenOption access) throws IOException {
    try (FileChannel file = FileChannel.open(path, access)) {
      file.force(true);
    }
  }

  /**
   * Makes the directory appear, for good: also its name is on the disk.
   *
   * @throws IOException if it cannot be renamed
   */
  public void appear() throws IOException {
    try {
      if (replaces) {
        directory.replaceDirectory(ExtractedMemory::isReplaceable);
      } else {
        directory.publish();
      }
    } catch (FileAlreadyExistsException e) {
      throw FileFault.taken(wanted);
    }
    force(growing.getParent(), StandardOpenOption.READ);
  }

  private void write(String name, String text) throws IOException {
    try {
      Access.OWNER.write(growing.resolve(name), text);
    } catch (IOException e) {
      throw FileFault.of(wanted.resolve(name), e);
    }
  }

  private static String lossText(ImageIndex index) {
    return String.format(
        "The memory in this directory is incomplete: the stream broke off.%n%s%n"
            + "%d page(s) came, %d did not. See %s.%n",
        index.error().message(), index.pagesCame(), index.pagesMissing(), INDEX_NAME);
  }

  private static boolean isReplaceable(Path path) throws IOException {
    return isEmptyDirectory(path) || holdsImagesOnly(path);
  }

  private static String sha256(Path file, LongConsumer hashed) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
    byte[] buffer = new byte[HASH_BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        hashed.accept(read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    try {
      images.close();
    } finally {
      directory.close();
    }
  }
}
