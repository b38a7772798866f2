package org.ramwire.conformance.lab.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ramwire.conformance.lab.qemu.CaptureException;

/**
 * Debian's packages as apt-get fetches them into a folder; what lies there is not fetched again.
 */
public final class AptPackages {

  /** Depends on the package of the newest kernel. */
  private static final String KERNEL = "linux-image-cloud-amd64";

  private static final String BUSYBOX = "busybox-static";
  private static final Pattern KERNEL_DEPENDENCY =
      Pattern.compile("Depends: (linux-image-[0-9][-+.a-z0-9]*-cloud-amd64)");
  private static final int LIMIT_MINUTES = 10;

  private final Path folder;
  private final String programs;

  /**
   * Names the folder, which is made when something is fetched.
   *
   * @param folder where the packages lie or come to lie
   */
  public AptPackages(Path folder) {
    this(folder, "");
  }

  /** The same with programs of apt that lie elsewhere: a path that ends with a slash, or none. */
  AptPackages(Path folder, String programs) {
    this.folder = folder;
    this.programs = programs;
  }

  /**
   * Gets the newest kernel's package.
   *
   * @return the package
   * @throws IOException if it cannot be fetched; the message says what to do instead
   */
  public Path kernel() throws IOException {
    Optional<Path> there = find("linux-image-[0-9].*-cloud-amd64_.*_amd64\\.deb");
    if (there.isPresent()) {
      return there.get();
    }
    Matcher dependency = KERNEL_DEPENDENCY.matcher(run("apt-cache", "depends", KERNEL));
    if (!dependency.find()) {
      throw missing("apt-cache knows no " + KERNEL);
    }
    return fetch(dependency.group(1));
  }

  /**
   * Gets busybox's package.
   *
   * @return the package
   * @throws IOException if it cannot be fetched; the message says what to do instead
   */
  public Path busybox() throws IOException {
    Optional<Path> there = find(BUSYBOX + "_.*\\.deb");
    return there.isPresent() ? there.get() : fetch(BUSYBOX);
  }

  private Path fetch(String name) throws IOException {
    Files.createDirectories(folder);
    run("apt-get", "download", name);
    return find(Pattern.quote(name) + "_.*\\.deb")
        .orElseThrow(() -> missing("apt-get download " + name + " left no package"));
  }

  private Optional<Path> find(String name) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(name)).sorted().findFirst();
    }
  }

  /** Returns what a program prints, in the folder if that is there. */
  private String run(String... command) throws IOException {
    Path printed = Files.createTempFile("ramwire-apt", ".txt");
    Process process = null;
    try {
      String[] found = command.clone();
      found[0] = programs + command[0];
      ProcessBuilder builder = new ProcessBuilder(found).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      if (Files.isDirectory(folder)) {
        builder.directory(folder.toFile());
      }
      process = builder.redirectOutput(printed.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        throw missing(String.join(" ", command) + " has not ended in " + LIMIT_MINUTES + " min");
      }
      String text = Files.readString(printed, StandardCharsets.ISO_8859_1);
      if (process.exitValue() != 0) {
        throw missing(String.join(" ", command) + " failed: " + firstError(text));
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CaptureException("interrupted", e);
    } catch (CaptureException e) {
      throw e;
    } catch (IOException e) {
      throw missing(command[0] + " cannot be run");
    } finally {
      if (process != null) {
        process.destroy();
      }
      Files.delete(printed);
    }
  }

  private static String firstError(String text) {
    List<String> lines = text.lines().filter(line -> line.startsWith("E: ")).toList();
    return lines.isEmpty() ? "it says nothing" : lines.get(0).substring(3);
  }

  private static CaptureException missing(String reason) {
    return new CaptureException(
        "the guest's packages cannot be fetched: "
            + reason
            + "; get Debian's "
            + BUSYBOX
            + " and the package that "
            + KERNEL
            + " depends on, and name them with --busybox and --kernel");
  }
}
