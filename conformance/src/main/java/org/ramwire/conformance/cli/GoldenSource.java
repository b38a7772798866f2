package org.ramwire.conformance.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ramwire.conformance.lab.capture.StoredGolden;
import org.ramwire.golden.GoldenStream;
import org.ramwire.golden.GoldenStreams;

/** Where a check finds its golden streams: a folder, or those that come with Ramwire. */
final class GoldenSource {

  private final Optional<Path> folder;

  GoldenSource(Optional<Path> folder) {
    this.folder = folder;
  }

  /** Returns the scenarios of which there is a golden stream of any version. */
  List<String> names() throws IOException {
    if (folder.isEmpty()) {
      return GoldenStreams.all().stream().map(GoldenStream::name).distinct().toList();
    }
    return Files.readAllLines(folder.get().resolve("index.txt")).stream()
        .map(line -> line.substring(line.indexOf('/') + 1, line.lastIndexOf(' ')))
        .distinct()
        .toList();
  }

  /** Returns a version's golden stream, or nothing if there is none. */
  Optional<StoredGolden> find(String qemuVersion, String name) throws IOException {
    if (folder.isPresent()) {
      Path stream = folder.get().resolve(qemuVersion).resolve(name);
      return Files.isDirectory(stream) ? Optional.of(StoredGolden.of(stream)) : Optional.empty();
    }
    Optional<GoldenStream> stream = GoldenStreams.find(qemuVersion, name);
    return stream.isPresent() ? Optional.of(StoredGolden.of(stream.get())) : Optional.empty();
  }

  /** Returns a golden stream of any version. */
  StoredGolden ofAnotherVersion(String name) throws IOException {
    if (folder.isPresent()) {
      for (String line : Files.readAllLines(folder.get().resolve("index.txt"))) {
        int slash = line.indexOf('/');
        if (slash > 0 && line.substring(slash + 1).startsWith(name + " ")) {
          return StoredGolden.of(folder.get().resolve(line.substring(0, line.indexOf(' '))));
        }
      }
      throw new IOException("there is no golden stream " + name + " in " + folder.get());
    }
    for (GoldenStream stream : GoldenStreams.all()) {
      if (stream.name().equals(name)) {
        return StoredGolden.of(stream);
      }
    }
    throw new IOException("there is no golden stream of " + name);
  }
}
