package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The examples of {@code README.md}: its Java compiles and works, its output is what inspect
 * prints.
 */
class ReadmeTest {

  private static final Path README = Path.of("..", "README.md");
  private static final Path GOLDEN =
      Path.of("..", "golden-streams", "src", "main", "resources", "golden", "7.2.22");
  private static final Pattern JAVA = Pattern.compile("^```java\n(.*?)^```$", flags());
  private static final Pattern CLASS =
      Pattern.compile("^(?:public )?class (\\w+) ", Pattern.MULTILINE);
  private static final Pattern INSPECT =
      Pattern.compile("^\\$ \\./ramwire inspect \\S+\n(.*?)^```$", flags());

  @TempDir private Path directory;

  private static int flags() {
    return Pattern.MULTILINE | Pattern.DOTALL;
  }

  @Test
  void theFirstScreenIsPartOfWhatInspectPrints() throws IOException {
    Matcher shown = INSPECT.matcher(Files.readString(README));
    assertThat(shown.find()).isTrue();
    StringWriter out = new StringWriter();
    CommandLine ramwire = Ramwire.commandLine();
    ramwire.setOut(new PrintWriter(out));

    assertThat(ramwire.execute("inspect", GOLDEN.resolve("xbzrle/stream.bin").toString())).isZero();

    assertThat(out.toString().lines()).containsSubsequence(shown.group(1).lines().toList());
  }

  @Test
  void theReadingExampleWritesTheImagesOfAStream() throws Exception {
    Path golden = GOLDEN.resolve("two-pages");
    Path images = directory.resolve("images");

    call("ReadMemory", "read", golden.resolve("stream.bin"), images);

    assertThat(images.resolve("0.img")).hasSameBinaryContentAs(golden.resolve("ram/0.img"));
    assertThat(images.resolve("1.img")).hasSameBinaryContentAs(golden.resolve("ram/1.img"));
  }

  @Test
  void theReadingExampleReadsWhatTheSendingExampleWrites() throws Exception {
    Path image = GOLDEN.resolve("two-pages/ram/0.img");
    Path stream = directory.resolve("sent.bin");
    Path images = directory.resolve("images");

    call("SendMemory", "send", image, stream);
    call("ReadMemory", "read", stream, images);

    assertThat(images.resolve("0.img")).hasSameBinaryContentAs(image);
  }

  private void call(String type, String name, Path from, Path to) throws Exception {
    Path classes = compiledExamples();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      Method method = loader.loadClass(type).getDeclaredMethod(name, Path.class, Path.class);
      method.setAccessible(true);
      method.invoke(null, from, to);
    }
  }

  /** Compiles all Java examples together, without warnings. */
  private Path compiledExamples() throws IOException {
    Path classes = Files.createDirectories(directory.resolve("classes"));
    List<Path> sources = sources();
    List<String> options =
        List.of(
            "-proc:none", "-Xlint:all,-path", "-Werror", "-cp", classPath(), "-d", classes + "");
    StringWriter messages = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
    return classes;
  }

  private List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    Matcher example = JAVA.matcher(Files.readString(README));
    while (example.find()) {
      Matcher type = CLASS.matcher(example.group(1));
      assertThat(type.find()).as("a class in " + example.group(1)).isTrue();
      Path source = directory.resolve(type.group(1) + ".java");
      sources.add(Files.writeString(source, example.group(1)));
    }
    return sources;
  }

  /** Everything that this test runs with, on whichever path it stands. */
  private static String classPath() {
    return Stream.of("surefire.test.class.path", "java.class.path", "jdk.module.path")
        .map(System::getProperty)
        .filter(Objects::nonNull)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
