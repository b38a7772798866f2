package org.ramwire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published module descriptors, as a program of somebody else's meets them. */
class ModulePathTest {

  private static final Path GOLDEN =
      Path.of("..", "golden-streams", "src", "main", "resources", "golden", "7.2.22");

  /** What a user has on the module path: not what tests need beside it. */
  private static final Pattern MODULES =
      Pattern.compile(
          "classes|(ramwire|jackson|jspecify|picocli|commons|xz|zstd-jni|lz4-java|jmh-core|jopt-simple)-.*\\.jar");

  @TempDir private Path directory;

  @Test
  void aModularProgramSendsReceivesAndFindsThePageEncoders() throws Exception {
    Path image = GOLDEN.resolve("two-pages/ram/0.img");
    Path images = directory.resolve("images");
    String modules = modulePath() + File.pathSeparator + compiled();

    String printed =
        run("--module-path", modules, "-m", "smoke/smoke.RoundTrip", image + "", images + "");

    assertThat(images.resolve("0.img")).hasSameBinaryContentAs(image);
    assertThat(printed.split("\\s+")).contains("plain", "zlib-9", "xbzrle");
  }

  @Test
  void theCommandLineStartsAsAModule() throws Exception {
    String main = "org.ramwire.conformance/org.ramwire.conformance.cli.Ramwire";

    assertThat(run("--module-path", modulePath(), "-m", main, "--version")).contains("ramwire");
  }

  private static String modulePath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> MODULES.matcher(Path.of(entry).getFileName().toString()).matches())
        .filter(entry -> !entry.endsWith("-tests.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Path compiled() throws Exception {
    Path classes = Files.createDirectory(directory.resolve("smoke"));
    URI sources = ModulePathTest.class.getResource("/module-path").toURI();
    List<Path> files =
        List.of(
            Path.of(sources).resolve("module-info.java"),
            Path.of(sources).resolve("smoke/RoundTrip.java"));
    List<String> options =
        List.of(
            "-proc:none",
            "-Xlint:all,-path,-requires-automatic",
            "-Werror",
            "--module-path",
            modulePath(),
            "-d",
            classes + "");
    StringWriter messages = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      boolean done =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(done).as(messages.toString()).isTrue();
    }
    return classes;
  }

  /** Runs this JVM's java; returns what it printed once it has ended well. */
  private static String run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx64m");
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }
}
