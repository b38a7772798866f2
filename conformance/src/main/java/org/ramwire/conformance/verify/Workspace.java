package org.ramwire.conformance.verify;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ramwire.conformance.cases.ConformanceCase;
import org.ramwire.conformance.files.FileFault;

/**
 * Where the cases' folders stand while their cases run: a temporary place, or one that keeps them.
 *
 * <p>The temporary place goes when the workspace is closed, and when the process is told to end.
 */
final class Workspace implements AutoCloseable {

  private final Path root;
  private final boolean kept;
  private final Thread cleanUp;

  private Workspace(Path root, boolean kept) {
    this.root = root;
    this.kept = kept;
    this.cleanUp = new Thread(this::deleteRoot, "remove the cases' folders");
    if (!kept) {
      Runtime.getRuntime().addShutdownHook(cleanUp);
    }
  }

  /** Opens a workspace that keeps its folders in a directory, or nowhere if that is null. */
  static Workspace open(Path keep) throws IOException {
    return keep == null
        ? new Workspace(Files.createTempDirectory("ramwire-verify-"), false)
        : new Workspace(FileFault.makeDirectories(keep), true);
  }

  /** Writes a case's folder; one of the same name that an earlier run has kept is replaced. */
  CaseFolder write(ConformanceCase one) throws IOException {
    Path path = root.resolve(one.id().replace('/', '_'));
    if (Files.exists(path)) {
      if (!Files.exists(path.resolve(CaseDescription.FILE_NAME))) {
        throw new FileAlreadyExistsException(path.toString());
      }
      new CaseFolder(path).delete();
    }
    // Parents too: a program may have removed the workspace.
    return CaseFolder.write(Files.createDirectories(path), one);
  }

  boolean keeps() {
    return kept;
  }

  /** Removes a case's folder unless folders are kept. */
  void done(CaseFolder folder) {
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
    deleteRoot();
    try {
      Runtime.getRuntime().removeShutdownHook(cleanUp);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is running.
    }
  }

  private void deleteRoot() {
    try {
      new CaseFolder(root).delete();
    } catch (IOException e) {
      // A program that was just ended may have left something that cannot be removed.
    }
  }
}
