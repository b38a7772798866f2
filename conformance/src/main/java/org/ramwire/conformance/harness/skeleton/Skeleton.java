package org.ramwire.conformance.harness.skeleton;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ramwire.conformance.files.FileFault;

/** A harness skeleton in one language: its files, and how it is built and run. */
public enum Skeleton {
  /** Python 3.8 or later. */
  PYTHON("", "python3 mycodec.py", "mycodec.py"),
  /** C11 on a POSIX system. */
  C("cc -O2 -Wall -o mycodec mycodec.c", "./mycodec", "mycodec.c"),
  /** Go 1.19 or later. */
  GO("go build -o mycodec .", "./mycodec", "main.go", "go.mod"),
  /** Rust 1.65 or later. */
  RUST("cargo build --release", "target/release/mycodec", "src/main.rs", "Cargo.toml"),
  /** Java 17 or later. */
  JAVA("javac MyCodec.java", "java MyCodec", "MyCodec.java"),
  /** Node.js 18 or later. */
  JAVASCRIPT("", "node mycodec.js", "mycodec.js");

  private static final String README = "README.md";

  private final String build;
  private final String run;
  private final List<String> files;

  Skeleton(String build, String run, String... files) {
    this.build = build;
    this.run = run;
    this.files = List.of(files);
  }

  /**
   * Returns the command that builds it, in its folder.
   *
   * @return a command line; empty if there is nothing to build
   */
  public String buildCommand() {
    return build;
  }

  /**
   * Returns the command that runs it, in its folder.
   *
   * @return what goes after {@code --iut}
   */
  public String runCommand() {
    return run;
  }

  /**
   * Returns the name on the command line.
   *
   * @return a word
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Writes the files, all or none.
   *
   * @param folder is made if it is not there; none of the files may be there
   * @return the files that were written
   * @throws IOException if one is there already, or cannot be written
   */
  public List<Path> write(Path folder) throws IOException {
    List<String> names = new ArrayList<>(files);
    names.add(README);
    for (String name : names) {
      if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(
            folder.resolve(name).toString(),
            null,
            "exists already, so nothing is written; name another directory");
      }
    }
    List<Path> made = new ArrayList<>();
    List<Path> written = new ArrayList<>();
    try {
      for (String name : names) {
        Path file = folder.resolve(name);
        makeDirectory(file.getParent(), folder, made);
        // Follows no link: what has come there meanwhile stays as it is.
        Files.write(file, content(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        made.add(0, file);
        written.add(file);
      }
    } catch (IOException e) {
      for (Path path : made) {
        Files.deleteIfExists(path);
      }
      throw e instanceof FileSystemException ? e : FileFault.of(folder, e);
    }
    return written;
  }

  /** Makes a directory below the folder that was named; a link there would lead somewhere else. */
  private static void makeDirectory(Path directory, Path folder, List<Path> made)
      throws IOException {
    if (directory.equals(folder)) {
      FileFault.makeDirectories(folder.toAbsolutePath());
    } else if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      FileFault.makeDirectories(folder.toAbsolutePath());
      Files.createDirectory(directory);
      made.add(0, directory);
    }
  }

  private byte[] content(String name) throws IOException {
    if (!name.equals(README)) {
      return resource("/init/" + label() + "/" + name);
    }
    String text = new String(resource("/init/" + README), StandardCharsets.UTF_8);
    return text.replace("@SOURCE@", files.get(0))
        .replace("@BUILD@\n", build.isEmpty() ? "" : build + "\n")
        .replace("@RUN@", run)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream content = Skeleton.class.getResourceAsStream(name)) {
      if (content == null) {
        throw new AssertionError("the module has no " + name);
      }
      return content.readAllBytes();
    }
  }
}
