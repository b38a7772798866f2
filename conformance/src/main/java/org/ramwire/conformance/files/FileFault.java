package org.ramwire.conformance.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * The texts of what goes wrong with files.
 *
 * <p>The JDK's exceptions have the path for a message and the reason in their class, or the reason
 * for a message and no path at all.
 */
public final class FileFault {

  private static final int MAX_TEXT_BYTES = 16 << 20;

  private FileFault() {}

  /**
   * Tells what went wrong.
   *
   * @param failure of any file
   * @return the file, where the failure knows it, and the reason
   */
  public static String text(IOException failure) {
    if (failure instanceof FileSystemException known && known.getFile() != null) {
      return known.getFile() + ": " + reason(failure);
    }
    return failure.getMessage() == null ? failure.toString() : reason(failure);
  }

  /**
   * Puts the name of a file that was asked for to a failure, in place of one that is ours.
   *
   * @param file as a person has named it
   * @param failure what happened to it
   * @return an exception whose message starts with the file
   */
  public static IOException of(Path file, IOException failure) {
    return new IOException(file + ": " + reason(failure), failure);
  }

  /**
   * Refuses what no file can be written to.
   *
   * @param file as a person has named it; may exist
   * @throws IOException if it is a directory, or there is none for it
   */
  public static void checkDestination(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory; expected a file to write");
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      Path named = file.getParent() == null ? parent : file.getParent();
      throw new IOException(
          file
              + (Files.exists(parent)
                  ? ": " + named + " is not a directory"
                  : ": no such directory: make " + named + " first"));
    }
  }

  /**
   * Makes a directory and those above it, where they are not there.
   *
   * @param directory as a person has named it, or above it
   * @return the directory
   * @throws IOException if one cannot be made, or something else stands there
   */
  public static Path makeDirectories(Path directory) throws IOException {
    for (Path above = directory; above != null; above = above.getParent()) {
      if (Files.exists(above) && !Files.isDirectory(above)) {
        throw new NotDirectoryException(above.toString());
      }
    }
    return Files.createDirectories(directory);
  }

  /**
   * Tells that a directory to write is there already.
   *
   * @param directory as a person has named it
   * @return an exception that says what to do
   */
  public static IOException taken(Path directory) {
    String reason = "exists already; name a directory that is not there yet, or is empty";
    return new FileAlreadyExistsException(directory.toString(), null, reason);
  }

  /**
   * Reads a file's text.
   *
   * @param file in UTF-8, of 16 MiB at most
   * @return all of it
   * @throws IOException naming the file, if it cannot be read or is no text
   */
  public static String read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory; expected a file");
    }
    try (InputStream content = Files.newInputStream(file)) {
      byte[] bytes = content.readNBytes(MAX_TEXT_BYTES + 1);
      if (bytes.length > MAX_TEXT_BYTES) {
        throw new IOException(
            "is longer than " + (MAX_TEXT_BYTES >> 20) + " MiB: too long for a text");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IOException e) {
      throw of(file, e);
    }
  }

  /**
   * Tells why something went wrong, without the file.
   *
   * @param failure of any file
   * @return the reason
   */
  public static String reason(IOException failure) {
    if (failure instanceof FileSystemLoopException) {
      return "is a link that leads back to itself";
    }
    if (String.valueOf(failure.getMessage()).contains("NOFOLLOW_LINKS")) {
      return "is a link, which is not followed here";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException known) {
      return known.getReason() == null ? "exists already" : known.getReason();
    }
    if (failure instanceof NotDirectoryException) {
      return "is not a directory";
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return "is a directory that is not empty";
    }
    if (failure instanceof CharacterCodingException) {
      return "is not text in UTF-8";
    }
    if (failure instanceof FileSystemException known && known.getReason() != null) {
      return known.getReason();
    }
    return String.valueOf(failure.getMessage());
  }
}
