package org.ramwire.golden;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A capture of a QEMU that was built from the seed's commit: its files, held in memory. Immutable
 * as long as nobody writes to the arrays that it lends.
 */
public final class SeedStream {

  /** Stands in an id where a version of QEMU stands in others. */
  public static final String VERSION = "seed";

  private final String name;
  private final Map<String, byte[]> files;

  SeedStream(String name, Map<String, byte[]> files) {
    this.name = name;
    this.files = new TreeMap<>(files);
  }

  /**
   * Returns the scenario's name.
   *
   * @return such as {@code plain-rounds}
   */
  public String name() {
    return name;
  }

  /**
   * Returns the profile and the name.
   *
   * @return such as {@code seed/plain-rounds}
   */
  public String id() {
    return VERSION + "/" + name;
  }

  /**
   * Lists the files.
   *
   * @return their names in the capture's folder
   */
  public Set<String> files() {
    return Set.copyOf(files.keySet());
  }

  /**
   * Returns a file.
   *
   * @param file its name
   * @return its bytes; not a copy
   * @throws FileNotFoundException if the capture has no such file
   */
  public byte[] file(String file) throws IOException {
    byte[] bytes = files.get(file);
    if (bytes == null) {
      throw new FileNotFoundException("there is no file " + file + " in " + id());
    }
    return bytes;
  }
}
