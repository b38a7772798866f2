package org.ramwire.golden;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The index of the golden streams, in a folder as in a jar. */
public final class GoldenStreams {

  static final String FOLDER = "/golden/";

  private GoldenStreams() {}

  /**
   * Lists all golden streams.
   *
   * @return streams in the order of versions, then names
   * @throws IOException if the index cannot be read
   */
  public static List<GoldenStream> all() throws IOException {
    List<GoldenStream> streams = new ArrayList<>();
    InputStream index = GoldenStreams.class.getResourceAsStream(FOLDER + "index.txt");
    if (index == null) {
      throw new IOException("the index of the golden streams is missing");
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(index, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          streams.add(entry(line));
        }
      }
    }
    return List.copyOf(streams);
  }

  /** Reads a line {@code 7.2.22/plain 2}: version, name, number of blocks. */
  private static GoldenStream entry(String line) throws IOException {
    int slash = line.indexOf('/');
    int space = line.indexOf(' ');
    if (slash < 1 || space < slash) {
      throw new IOException("a line of the golden streams' index is not one: " + line);
    }
    return new GoldenStream(
        line.substring(0, slash),
        line.substring(slash + 1, space),
        Integer.parseInt(line.substring(space + 1)));
  }

  /**
   * Finds a golden stream.
   *
   * @param qemuVersion such as {@code 7.2.22}
   * @param name the scenario's name
   * @return the stream, or nothing
   * @throws IOException if the index cannot be read
   */
  public static Optional<GoldenStream> find(String qemuVersion, String name) throws IOException {
    return all().stream()
        .filter(stream -> stream.qemuVersion().equals(qemuVersion) && stream.name().equals(name))
        .findFirst();
  }
}
