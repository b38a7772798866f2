package org.ramwire.golden;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The captures of the seed's build, in one archive: what one holds, others hold too, so that
 * together they take a quarter of the room.
 */
public final class SeedStreams {

  static final String FOLDER = "/seed/";

  private static final String ARCHIVE = FOLDER + "captures.zip.zst";

  /** The archive was made with a window of 64 MiB. */
  private static final int WINDOW_LOG = 26;

  private SeedStreams() {}

  /** Takes captures, one at a time. */
  @FunctionalInterface
  public interface Taker {

    /**
     * Takes a capture.
     *
     * @param stream the capture
     * @throws IOException if it is not what it should be
     */
    void take(SeedStream stream) throws IOException;
  }

  /**
   * Reads all captures, one after the other: each takes some megabytes.
   *
   * @param taker gets them in the order of names
   * @throws IOException if the archive cannot be read, or the taker fails
   */
  public static void forEach(Taker taker) throws IOException {
    InputStream archive = SeedStreams.class.getResourceAsStream(ARCHIVE);
    if (archive == null) {
      throw new IOException("the archive of the seed's captures is missing");
    }
    try (archive;
        ZstdInputStream plain = new ZstdInputStream(archive).setLongMax(WINDOW_LOG);
        ZipInputStream zip = new ZipInputStream(plain)) {
      String name = "";
      Map<String, byte[]> files = new TreeMap<>();
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        int slash = entry.getName().indexOf('/');
        String folder = entry.getName().substring(0, slash);
        if (!folder.equals(name) && !files.isEmpty()) {
          taker.take(new SeedStream(name, files));
          files.clear();
        }
        name = folder;
        files.put(entry.getName().substring(slash + 1), zip.readAllBytes());
      }
      taker.take(new SeedStream(name, files));
    }
  }

  /**
   * Lists the names of all captures.
   *
   * @return in order
   * @throws IOException if the archive cannot be read
   */
  public static List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    forEach(stream -> names.add(stream.name()));
    return List.copyOf(names);
  }
}
