package org.ramwire.conformance.cli;

import java.io.PrintWriter;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.regex.Pattern;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.harness.program.PageProgram;
import org.ramwire.conformance.harness.program.ShellWords;
import org.ramwire.conformance.lab.bench.Entrant;
import org.ramwire.conformance.lab.bench.Entrants;
import org.ramwire.conformance.lab.bench.ProviderPath;
import org.ramwire.format.page.PageEncoders;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of a benchmark that say which encoders take part. */
final class BenchEncoders {

  /** Those of a run that names none: each kind at the levels that people use. */
  private static final List<String> USUAL =
      List.of(
          "plain",
          "zero-aware",
          "xbzrle",
          "lz4",
          "zlib-1",
          "zlib-6",
          "zstd-fast-5",
          "zstd-1",
          "zstd-3",
          "zstd-1-fresh",
          "multifd-zlib-1",
          "multifd-zstd-1");

  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,64}");

  @Option(
      names = "--encoder",
      paramLabel = "NAME",
      description =
          "an encoder that takes part, or several as with 'zstd-*'; 'all' for every one (default: "
              + "a choice of twelve, and those of --classpath and --program)")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--classpath",
      paramLabel = "JARS",
      description =
          "jars or directories with providers of page encoders of your own "
              + "(org.ramwire.format.page.PageEncoderProvider)")
  private String classpath = "";

  @Option(
      names = "--program",
      paramLabel = "CMD",
      description =
          "a program in any language that encodes pages, as a command line: it speaks the role "
              + "page of rwcp-1.md")
  private List<String> programs = new ArrayList<>();

  private List<Path> providers = List.of();
  private PageEncoders encoders;
  private final Set<String> chosen = new LinkedHashSet<>();

  BenchEncoders() {}

  /** Loads providers and finds what was named. */
  void load(CommandLine command) {
    providers = ProviderPath.parse(classpath);
    for (Path entry : providers) {
      if (!Files.exists(entry)) {
        throw new ParameterException(command, "--classpath: " + entry + ": there is no such file");
      }
    }
    PageEncoders own = ProviderPath.load(List.of());
    try {
      encoders = ProviderPath.load(providers);
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      String why = e.getCause() == null ? "" : ": " + e.getCause();
      throw new ParameterException(command, "--classpath: " + OneLine.of(e.getMessage() + why));
    }
    Set<String> added = new LinkedHashSet<>(all(encoders));
    all(own).forEach(added::remove);
    for (String name : added) {
      if (!NAME.matcher(name).matches()) {
        throw new ParameterException(
            command,
            "--classpath: an encoder is called '"
                + OneLine.of(name)
                + "'; expected letters, digits and punctuation without spaces, 64 at most");
      }
    }
    if (!providers.isEmpty() && added.isEmpty()) {
      throw new ParameterException(
          command,
          "--classpath: no provider of page encoders is named in it; expected a file"
              + " META-INF/services/org.ramwire.format.page.PageEncoderProvider");
    }
    if (names.isEmpty()) {
      USUAL.stream().filter(all(encoders)::contains).forEach(chosen::add);
      chosen.addAll(added);
    }
    for (String name : names) {
      choose(command, name);
    }
    for (String program : programs) {
      checkProgram(command, program);
    }
  }

  private static void checkProgram(CommandLine command, String program) {
    if (program.isBlank()) {
      throw new ParameterException(command, "--program: expected a command, found an empty text");
    }
    try {
      ShellWords.split(program);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "--program: " + e.getMessage());
    }
  }

  private static List<String> all(PageEncoders encoders) {
    List<String> all = new ArrayList<>(encoders.names());
    all.addAll(encoders.packetNames());
    return all;
  }

  private void choose(CommandLine command, String name) {
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + (name.equals("all") ? "*" : name));
    List<String> found =
        all(encoders).stream().filter(candidate -> matcher.matches(Path.of(candidate))).toList();
    if (found.isEmpty()) {
      throw new ParameterException(
          command, "--encoder: no encoder is called '" + name + "'; --list shows the names");
    }
    chosen.addAll(found);
  }

  /** Prints the names. */
  void list(PrintWriter out) {
    out.println("Encoders of pages:   " + String.join(" ", encoders.names()));
    out.println("Encoders of packets: " + String.join(" ", encoders.packetNames()));
  }

  List<Path> providers() {
    return providers;
  }

  /** Returns the names of those that run in a JVM. */
  List<String> javaNames() {
    return List.copyOf(chosen);
  }

  /** Returns who takes part: rows go by names, so each has one of its own. */
  List<Entrant> entrants(CommandLine command) {
    List<Entrant> entrants = new ArrayList<>();
    chosen.forEach(name -> entrants.add(Entrants.of(encoders, name)));
    for (String program : programs) {
      entrants.add(new PageProgram(ShellWords.split(program), PageProgram.LIMITS));
    }
    Set<String> seen = new HashSet<>();
    for (Entrant entrant : entrants) {
      if (!seen.add(entrant.name())) {
        throw new ParameterException(
            command, "two encoders are called '" + entrant.name() + "': rename the program's");
      }
    }
    return entrants;
  }
}
