package org.ramwire.conformance.lab.capture;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ramwire.conformance.files.Access;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.files.ReportFile;
import org.ramwire.conformance.files.Unfinished;

/**
 * A folder of golden streams: {@code <qemu-version>/<scenario>/} and an {@code index.txt} of them.
 */
public final class GoldenFolder {

  private static final String INDEX = "index.txt";
  private static final Pattern INDEXED = Pattern.compile("[^/\\s]+/[^/\\s]+ [0-9]+");
  private static final Pattern CAPTURED =
      Pattern.compile("golden\\.json|stream\\.bin|ram/[0-9]+\\.img");

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
    checkIndex();
    try (Unfinished fresh = Unfinished.directory(target.toAbsolutePath(), Access.EVERYBODY)) {
      write(fresh.path(), capture);
      fresh.replaceDirectory(GoldenFolder::isCapture);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          target + ": holds something else than a capture, so it is not replaced");
    }
    writeIndex();
    return target;
  }

  private static void write(Path fresh, CaptureResult capture) throws IOException {
    Files.createDirectory(fresh.resolve("ram"));
    Files.write(fresh.resolve(GoldenDocument.STREAM), capture.stream());
    for (int index = 0; index < capture.memory().size(); index++) {
      Files.write(fresh.resolve(GoldenDocument.ram(index)), capture.memory().get(index));
    }
    Files.writeString(fresh.resolve("golden.json"), GoldenDocument.of(capture));
  }

  /** Tells a capture's folder from one of somebody else. */
  private static boolean isCapture(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> folder.relativize(file).toString())
          .allMatch(name -> CAPTURED.matcher(name).matches());
    }
  }

  /** Refuses to replace an index that is not one of captures. */
  private void checkIndex() throws IOException {
    Path index = root.resolve(INDEX);
    if (Files.exists(index)
        && !FileFault.read(index).lines().allMatch(line -> INDEXED.matcher(line).matches())) {
      throw new IOException(index + ": is no index of captures, so it is not replaced");
    }
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
    ReportFile.write(root.resolve(INDEX), String.join("", lines));
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
}
