package org.ramwire.conformance.stream.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ramwire.conformance.files.Access;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.files.Links;
import org.ramwire.conformance.files.Unfinished;

/**
 * A file that appears once it is whole. Closing without having finished, also when the process is
 * told to end, removes what there is of it.
 */
final class FileTarget implements SendTarget {

  private final Path wanted;
  private final boolean replaces;
  private final Unfinished file;

  private FileTarget(Path wanted, boolean replaces, Unfinished file) {
    this.wanted = wanted;
    this.replaces = replaces;
    this.file = file;
  }

  static FileTarget create(Path wanted, boolean replaces) throws IOException {
    // A link stays one: what it points to is written.
    Path target = Links.target(wanted);
    if (!replaces && Files.exists(target)) {
      throw new FileAlreadyExistsException(wanted.toString());
    }
    Path parent = target.getParent();
    if (target.getFileName() == null || parent == null) {
      throw new IOException(wanted + ": is a directory; expected a file to write");
    }
    if (!Files.isDirectory(parent)) {
      throw new IOException(parent + ": no such directory");
    }
    try {
      return new FileTarget(wanted, replaces, Unfinished.file(target, Access.OWNER));
    } catch (IOException e) {
      throw FileFault.of(wanted, e);
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    try {
      return file.channel().write(source);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw FileFault.of(wanted, e);
    }
  }

  @Override
  public String finish() throws IOException {
    try {
      if (replaces) {
        file.replaceFile();
      } else {
        file.publish();
      }
    } catch (IOException e) {
      throw FileFault.of(wanted, e);
    }
    return null;
  }

  @Override
  public boolean isOpen() {
    return file.channel().isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
