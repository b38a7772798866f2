package org.ramwire.conformance.lab.seedbuild;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ramwire.conformance.files.FileFault;

/** A capture in a folder of its own. */
public final class CaptureFolder implements CaptureFiles {

  /** The file that tells a capture's folder from another. */
  private static final String MARK = "scenario.json";

  private static final String JSON = ".json";
  private static final int MAX_JSON_BYTES = 4 << 20;
  private static final int MAX_FILE_BYTES = 16 << 20;

  private final Path folder;

  /**
   * Names a folder; nothing is read yet.
   *
   * @param folder holds the capture's files
   */
  public CaptureFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Finds the captures in a folder.
   *
   * @param folder a capture itself, or the folder of some
   * @return at least one, by name
   * @throws IOException if there is none, or the folder cannot be read
   */
  public static List<CaptureFolder> in(Path folder) throws IOException {
    if (Files.exists(folder.resolve(MARK))) {
      return List.of(new CaptureFolder(folder));
    }
    List<Path> inside = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(Files::isDirectory)
          .filter(one -> !one.getFileName().toString().startsWith("."))
          .sorted()
          .forEach(inside::add);
    } catch (IOException e) {
      throw FileFault.of(folder, e);
    }
    if (inside.isEmpty()) {
      throw new IOException(
          folder + ": expected a capture's " + MARK + ", or a folder for each capture");
    }
    return inside.stream().map(CaptureFolder::new).toList();
  }

  @Override
  public String name() {
    return String.valueOf(folder.getFileName() == null ? folder : folder.getFileName());
  }

  @Override
  public byte[] read(String file) throws IOException {
    Path path = folder.resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new IOException(path + (Files.exists(path) ? ": is no plain file" : ": no such file"));
    }
    try (InputStream content = Files.newInputStream(path)) {
      int most = file.endsWith(JSON) ? MAX_JSON_BYTES : MAX_FILE_BYTES;
      byte[] bytes = content.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IOException("is longer than " + (most >> 20) + " MiB");
      }
      return bytes;
    } catch (IOException e) {
      throw FileFault.of(path, e);
    }
  }
}
