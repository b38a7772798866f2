package org.ramwire.conformance.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of golden streams: {@code <qemu-version>/<scenario>/} and an {@code index.txt} of them.
 */
public final class GoldenFolder {

  private final Path root;

  /**
   * Names the folder, which need not exist.
   *
   * @param root holds the versions' folders
   */
  public GoldenFolder(Path root) {
    this.root = root;
  }

  /**
   * Writes a capture in the place of an earlier one: whole or not at all.
   *
   * @param capture what to write
   * @return the capture's folder
   * @throws IOException if it cannot be written
   */
  public Path write(CaptureResult capture) throws IOException {
    Path versions = root.resolve(capture.provenance().version());
    Path target = versions.resolve(capture.scenario().name());
    Files.createDirectories(versions);
    Path fresh = Files.createTempDirectory(versions, ".new-");
    try {
      Files.createDirectory(fresh.resolve("ram"));
      Files.write(fresh.resolve(GoldenDocument.STREAM), capture.stream());
      for (int index = 0; index < capture.memory().size(); index++) {
        Files.write(fresh.resolve(GoldenDocument.ram(index)), capture.memory().get(index));
      }
      Files.writeString(fresh.resolve("golden.json"), GoldenDocument.of(capture));
      remove(target);
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      remove(fresh);
      throw e;
    }
    writeIndex();
    return target;
  }

  private void writeIndex() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path version : folders(root)) {
      for (Path stream : folders(version)) {
        try (Stream<Path> images = Files.list(stream.resolve("ram"))) {
          lines.add(
              version.getFileName() + "/" + stream.getFileName() + " " + images.count() + "\n");
        }
      }
    }
    Files.writeString(root.resolve("index.txt"), String.join("", lines), StandardCharsets.UTF_8);
  }

  private static List<Path> folders(Path parent) throws IOException {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries
          .filter(Files::isDirectory)
          .filter(folder -> !folder.getFileName().toString().startsWith("."))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new FileAlreadyExistsException(folder + " is not a folder");
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
