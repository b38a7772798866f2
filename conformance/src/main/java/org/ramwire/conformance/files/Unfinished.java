package org.ramwire.conformance.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;

/**
 * A file or a directory that grows under a hidden name beside the wanted one, and appears once it
 * is whole.
 *
 * <p>The hidden name cannot be guessed and nothing is there of that name. Closing without having
 * published, also when the process is told to end, removes what was made and nothing else. What a
 * killed process has left goes when the same target is made again. Not thread-safe.
 */
public final class Unfinished implements Closeable {

  private final HiddenName name;
  private final Access access;
  private final Runnable cleanUp = this::remove;

  /** The directories that were made for it, the deepest first. */
  private final List<Path> madeParents = new ArrayList<>();

  private WorkLock lock;
  private FileChannel channel;
  private boolean made;

  private Unfinished(Path target, Access access) {
    this.name = HiddenName.fresh(target);
    this.access = access;
  }

  /**
   * Makes an empty file.
   *
   * @param target what is wanted: absolute, in a directory that is there
   * @param access who may read it
   * @return the file, open for writing
   * @throws IOException if it cannot be made
   */
  public static Unfinished file(Path target, Access access) throws IOException {
    Unfinished file = new Unfinished(target, access);
    Endings.make(file.cleanUp, file::makeFile);
    return file;
  }

  /**
   * Makes an empty directory, and those above it where they are not there.
   *
   * @param target what is wanted: absolute
   * @param access who may read it
   * @return the directory
   * @throws IOException if it cannot be made
   */
  public static Unfinished directory(Path target, Access access) throws IOException {
    Unfinished directory = new Unfinished(target, access);
    Endings.make(directory.cleanUp, directory::makeDirectory);
    return directory;
  }

  private void makeFile() throws IOException {
    makeLock();
    channel = access.create(name.growing(), StandardOpenOption.WRITE);
    made = true;
  }

  private void makeDirectory() throws IOException {
    makeParents(name.target().getParent());
    makeLock();
    access.createDirectory(name.growing());
    made = true;
  }

  private void makeLock() throws IOException {
    lock = WorkLock.make(name);
    lock.removeAbandoned(name.target());
  }

  private void makeParents(Path parent) throws IOException {
    if (parent == null || Files.isDirectory(parent)) {
      return;
    }
    if (Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(parent.toString());
    }
    makeParents(parent.getParent());
    try {
      Files.createDirectory(parent);
      madeParents.add(0, parent);
    } catch (FileAlreadyExistsException e) {
      // Somebody was faster: theirs, and not to be removed.
      if (!Files.isDirectory(parent)) {
        throw new NotDirectoryException(parent.toString());
      }
    }
  }

  /**
   * Returns where it grows.
   *
   * @return its hidden name
   */
  public Path path() {
    return name.growing();
  }

  /**
   * Returns a file's content to be.
   *
   * @return the channel; null for a directory
   */
  public FileChannel channel() {
    return channel;
  }

  /**
   * Makes it appear where nothing is; a directory also in the place of an empty one.
   *
   * @throws FileAlreadyExistsException if there is something, which stays as it is
   * @throws IOException if it cannot be renamed, or the process is ending
   */
  public void publish() throws IOException {
    Endings.process().unlessEnding(channel == null ? this::moveDirectory : this::linkFile);
  }

  /**
   * Makes it appear in the place of a file of that name, if there is one; the permissions stay.
   *
   * @throws FileAlreadyExistsException if there is something else than a file, which stays as it is
   * @throws IOException if it cannot be renamed, or the process is ending
   */
  public void replaceFile() throws IOException {
    Endings.process().unlessEnding(this::moveFile);
  }

  /**
   * Makes it appear in the place of a directory, which is removed.
   *
   * @param replaceable tells whether a directory may be removed with all that is in it
   * @throws FileAlreadyExistsException if it may not, or something else is there, which stays
   * @throws IOException if something cannot be renamed or removed, or the process is ending
   */
  public void replaceDirectory(Replaceable replaceable) throws IOException {
    Endings.process().unlessEnding(() -> exchange(replaceable));
  }

  /** A test of what is there already. */
  @FunctionalInterface
  public interface Replaceable {
    /**
     * Looks at a directory.
     *
     * @param directory is there
     * @return true if it may be removed with all that is in it
     * @throws IOException if it cannot be looked at
     */
    boolean test(Path directory) throws IOException;
  }

  /** A link appears only where nothing is, which a move does not promise. */
  private void linkFile() throws IOException {
    channel.close();
    if (linked()) {
      Files.delete(name.growing());
    } else {
      // No links on this file system.
      refuseIfThere();
      Files.move(name.growing(), name.target(), StandardCopyOption.ATOMIC_MOVE);
    }
    made = false;
  }

  private boolean linked() throws IOException {
    try {
      Files.createLink(name.target(), name.growing());
      return true;
    } catch (FileAlreadyExistsException e) {
      throw taken();
    } catch (UnsupportedOperationException | FileSystemException e) {
      return false;
    }
  }

  private void refuseIfThere() throws IOException {
    if (Files.exists(name.target(), LinkOption.NOFOLLOW_LINKS)) {
      throw taken();
    }
  }

  private void moveFile() throws IOException {
    channel.close();
    if (Files.exists(name.target(), LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isRegularFile(name.target(), LinkOption.NOFOLLOW_LINKS)) {
        throw taken();
      }
      keepPermissions(name.target(), name.growing());
    }
    Files.move(name.growing(), name.target(), StandardCopyOption.ATOMIC_MOVE);
    made = false;
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(Files.getPosixFilePermissions(from, LinkOption.NOFOLLOW_LINKS));
    }
  }

  /** The system moves a directory to where nothing is, or an empty directory, and nowhere else. */
  private void moveDirectory() throws IOException {
    try {
      Files.move(name.growing(), name.target(), StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw Files.exists(name.target(), LinkOption.NOFOLLOW_LINKS) ? taken() : e;
    }
    made = false;
    madeParents.clear();
  }

  private void exchange(Replaceable replaceable) throws IOException {
    Path target = name.target();
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      moveDirectory();
      return;
    }
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS) || !replaceable.test(target)) {
      throw taken();
    }
    Path aside = name.replaced();
    Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
    try {
      // Something may have come into it meanwhile; from now on nobody finds it.
      if (!replaceable.test(aside)) {
        throw taken();
      }
      moveDirectory();
    } catch (IOException e) {
      putBack(aside, target, e);
      throw e;
    }
    Trees.delete(aside);
  }

  private static void putBack(Path aside, Path target, IOException cause) {
    try {
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      cause.addSuppressed(
          new IOException("what was to be replaced is now " + aside + " (" + e.getMessage() + ")"));
    }
  }

  private FileAlreadyExistsException taken() {
    return new FileAlreadyExistsException(
        name.target().toString(), null, "exists already, and stays as it is");
  }

  @Override
  public void close() throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      Endings.undo(cleanUp);
    }
  }

  /** Removes what has not been published. */
  private void remove() {
    try {
      if (made) {
        Trees.delete(name.growing());
      }
      made = false;
      if (lock != null) {
        lock.remove();
      }
      for (Path parent : madeParents) {
        Files.delete(parent);
      }
    } catch (IOException e) {
      // Nothing more can be done; the name says that it is unfinished.
    }
    name.release();
  }
}
