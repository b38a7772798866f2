package org.ramwire.conformance.lab.history;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.source.StreamSource;
import org.ramwire.conformance.stream.images.ExtractedMemory;
import org.ramwire.conformance.stream.images.ListedImage;
import org.ramwire.format.StreamException;
import org.ramwire.golden.GoldenStream;
import org.ramwire.golden.GoldenStreams;

/**
 * The histories that people name: a built-in one, a golden stream, a stream with several rounds, a
 * recording's directory, or memory images of two or more moments.
 */
public final class Corpora {

  /** The name of all built-in histories. */
  public static final String BUILT_IN = "builtin";

  private static final String GOLDEN = "golden/";
  private static final String RECORDED = "round-*.img";

  private final ReaderOptions options;
  private final int maxPages;
  private final long maxMemoryBytes;
  private final List<PageHistory> histories = new ArrayList<>();

  /** A guest's memory at one moment: the name that it was given, and its images by block. */
  private record Moment(String name, List<ListedImage> images) {}

  private final List<Moment> moments = new ArrayList<>();

  private Corpora(ReaderOptions options, int maxPages, long maxMemoryBytes) {
    this.options = options;
    this.maxPages = maxPages;
    this.maxMemoryBytes = maxMemoryBytes;
  }

  /**
   * Finds histories.
   *
   * @param arguments each {@link #BUILT_IN}, the name of a built-in history, {@code
   *     golden/<version>/<scenario>}, a stream, a directory with {@code round-0.img}, {@code
   *     round-1.img} and so on; or an image or a directory that {@code ramwire extract} wrote,
   *     which are moments of one guest in the order given
   * @param options the page size in force, and how to read streams
   * @param maxPages how many pages a history has at most: of more, every so manyth is taken
   * @param maxMemoryBytes how much memory a stream may take
   * @return the histories, in the order given; that of the moments last
   * @throws IOException if something cannot be read
   * @throws HistoryException if something is no history: one moment alone, or nothing changes
   */
  public static List<PageHistory> find(
      List<String> arguments, ReaderOptions options, int maxPages, long maxMemoryBytes)
      throws IOException {
    Corpora corpora = new Corpora(options, maxPages, maxMemoryBytes);
    for (String argument : arguments) {
      corpora.add(argument);
    }
    corpora.addMoments();
    return corpora.histories;
  }

  private void add(String argument) throws IOException {
    Optional<BuiltInHistory> builtIn =
        Arrays.stream(BuiltInHistory.values()).filter(h -> h.label().equals(argument)).findFirst();
    if (argument.equals(BUILT_IN)) {
      for (BuiltInHistory history : BuiltInHistory.values()) {
        add(history);
      }
    } else if (builtIn.isPresent()) {
      add(builtIn.get());
    } else if (argument.startsWith(GOLDEN) && !Files.exists(Path.of(argument))) {
      addGolden(argument);
    } else {
      addPath(Path.of(argument));
    }
  }

  private void add(BuiltInHistory history) {
    histories.add(history.make(options.pageSize(), maxPages));
  }

  private void addGolden(String name) throws IOException {
    List<GoldenStream> all = GoldenStreams.all();
    for (GoldenStream golden : all) {
      if (name.equals(GOLDEN + golden.id())) {
        try (InputStream in = golden.stream()) {
          addStream(Channels.newChannel(new ByteArrayInputStream(in.readAllBytes())), name);
        }
        return;
      }
    }
    throw new HistoryException(
        "no golden stream is called '"
            + name
            + "'; there are "
            + all.stream().map(golden -> GOLDEN + golden.id()).collect(Collectors.joining(", ")));
  }

  private void addPath(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new HistoryException(
          path
              + ": there is no such file, and no built-in corpus of that name: those are "
              + Arrays.stream(BuiltInHistory.values())
                  .map(BuiltInHistory::label)
                  .collect(Collectors.joining(", ")));
    }
    if (Files.isDirectory(path)) {
      addDirectory(path);
    } else if (!Files.isRegularFile(path) || isStream(path)) {
      // What comes through a pipe comes once: it is a stream or nothing.
      try (FileChannel file = FileChannel.open(path)) {
        addStream(file, fileName(path));
      } catch (StreamException e) {
        throw e.withMore("; in the corpus " + path);
      }
    } else if (Files.size(path) == 0) {
      throw new HistoryException(path + ": is empty; expected a stream or a memory image");
    } else {
      moments.add(new Moment(path.toString(), List.of(new ListedImage(path, ""))));
    }
  }

  private static String fileName(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return name == null ? path.toString() : name.toString();
  }

  private static boolean isStream(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path)) {
      return StreamSource.recognizes(file);
    }
  }

  private void addStream(ReadableByteChannel channel, String name) throws IOException {
    try (StreamSource source = StreamSource.open(channel, StreamSource.Options.DEFAULT)) {
      histories.add(StreamHistory.read(source, options, maxPages, maxMemoryBytes, name));
    }
  }

  private void addDirectory(Path directory) throws IOException {
    if (Files.exists(directory.resolve(ExtractedMemory.INDEX_NAME))) {
      moments.add(new Moment(directory.toString(), ListedImage.all(directory)));
      return;
    }
    List<Path> rounds = recorded(directory);
    if (rounds.size() < 2) {
      throw new HistoryException(
          directory
              + ": expected a directory that 'ramwire extract' wrote, or one with round-0.img,"
              + " round-1.img and so on");
    }
    ImageHistory history = new ImageHistory(options.pageSize(), maxPages);
    for (int round = 1; round < rounds.size(); round++) {
      history.addMoments(List.of(rounds.get(round - 1)), List.of(rounds.get(round)));
    }
    String origin = rounds.size() + " memory images of a recording, in order";
    histories.add(history.history(fileName(directory), origin));
  }

  /** Returns a recording's images by their number, whatever its length in digits. */
  private static List<Path> recorded(Path directory) throws IOException {
    List<Path> images = new ArrayList<>();
    try (var found = Files.newDirectoryStream(directory, RECORDED)) {
      found.forEach(images::add);
    }
    images.removeIf(image -> !fileName(image).matches("round-\\d{1,9}\\.img"));
    images.sort(Comparator.comparingInt(Corpora::number));
    return images;
  }

  private static int number(Path image) {
    String name = fileName(image);
    return Integer.parseInt(name.substring("round-".length(), name.length() - ".img".length()));
  }

  private void addMoments() throws IOException {
    if (moments.isEmpty()) {
      return;
    }
    if (moments.size() == 1) {
      throw new HistoryException(
          moments.get(0).name()
              + ": is memory at one moment; name two moments or more of the same guest, in order");
    }
    ImageHistory history = new ImageHistory(options.pageSize(), maxPages);
    for (int moment = 1; moment < moments.size(); moment++) {
      Moment before = moments.get(moment - 1);
      Moment after = moments.get(moment);
      if (!idstrs(before).equals(idstrs(after))) {
        throw new HistoryException(
            after.name()
                + ": has the blocks "
                + idstrs(after)
                + ", and "
                + before.name()
                + " has "
                + idstrs(before)
                + ": moments of one guest have the same");
      }
      history.addMoments(files(before), files(after));
    }
    String name = fileName(Path.of(moments.get(moments.size() - 1).name()));
    String origin = moments.size() + " moments of one guest, in order";
    histories.add(history.history(name, origin));
  }

  private static List<String> idstrs(Moment moment) {
    return moment.images().stream().map(ListedImage::idstr).toList();
  }

  private static List<Path> files(Moment moment) {
    return moment.images().stream().map(ListedImage::file).toList();
  }
}
