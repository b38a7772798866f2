package org.ramwire.conformance.harness.protocol;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ramwire.conformance.files.Endings;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.suite.cases.ConformanceCase;

/**
 * Where the cases' folders stand while their cases run: a temporary place, or one that keeps them.
 *
 * <p>The temporary place goes when the workspace is closed, and when the process is told to end.
 */
public final class Workspace implements AutoCloseable {

  private final boolean kept;
  private final Runnable cleanUp = this::deleteRoot;

  /** Null until a temporary place has been made. */
  private Path root;

  private Workspace(Path keep) {
    this.root = keep;
    this.kept = keep != null;
  }

  /** Opens a workspace that keeps its folders in a directory, or nowhere if that is null. */
  public static Workspace open(Path keep) throws IOException {
    if (keep != null) {
      return new Workspace(FileFault.makeDirectories(keep));
    }
    Workspace workspace = new Workspace(null);
    Endings.make(
        workspace.cleanUp, () -> workspace.root = Files.createTempDirectory("ramwire-verify-"));
    return workspace;
  }

  /** Writes a case's folder; one of the same name that an earlier run has kept is replaced. */
  public CaseFolder write(ConformanceCase one) throws IOException {
    Path path = root.resolve(one.id().replace('/', '_'));
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      if (!isKept(path)) {
        throw new FileAlreadyExistsException(
            path.toString(), null, "exists already, and no run has kept it");
      }
      new CaseFolder(path).delete();
    }
    // Parents too: a program may have removed the workspace.
    return CaseFolder.write(Files.createDirectories(path), one);
  }

  /** A case that was exported, or kept by --random, has more in it: it may be somebody's own. */
  private static boolean isKept(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        || !Files.isRegularFile(
            path.resolve(CaseDescription.FILE_NAME), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .noneMatch(name -> name.equals("expect.txt") || name.endsWith(".case"));
    }
  }

  public boolean keeps() {
    return kept;
  }

  /** Removes a case's folder unless folders are kept. */
  public void done(CaseFolder folder) {
    if (kept) {
      return;
    }
    try {
      folder.delete();
    } catch (IOException e) {
      // What a program has made impossible to remove costs no other case; it is tried again at the
      // end.
    }
  }

  @Override
  public void close() {
    if (kept) {
      return;
    }
    Endings.undo(cleanUp);
  }

  private void deleteRoot() {
    if (root == null) {
      return;
    }
    try {
      new CaseFolder(root).delete();
    } catch (IOException e) {
      // A program that was just ended may have left something that cannot be removed.
    }
  }
}
