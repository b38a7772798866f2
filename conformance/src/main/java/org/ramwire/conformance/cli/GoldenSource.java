package org.ramwire.conformance.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ramwire.conformance.capture.StoredGolden;
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

  StoredGolden find(String qemuVersion, String name) throws IOException {
    if (folder.isPresent()) {
      Path stream = folder.get().resolve(qemuVersion).resolve(name);
      if (Files.isDirectory(stream)) {
        return StoredGolden.of(stream);
      }
      throw new IOException(
          "there is no golden stream " + qemuVersion + "/" + name + " in " + folder.get());
    }
    Optional<GoldenStream> stream = GoldenStreams.find(qemuVersion, name);
    if (stream.isPresent()) {
      return StoredGolden.of(stream.get());
    }
    String versions =
        GoldenStreams.all().stream()
            .filter(other -> other.name().equals(name))
            .map(GoldenStream::qemuVersion)
            .collect(Collectors.joining(", "));
    throw new IOException(
        "there is no golden stream of "
            + name
            + " from QEMU "
            + qemuVersion
            + (versions.isEmpty() ? "" : "; there is one from " + versions));
  }
}
