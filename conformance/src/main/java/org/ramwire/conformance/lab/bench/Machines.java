package org.ramwire.conformance.lab.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the operating system and the JVM tell about where a benchmark runs. */
public final class Machines {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machines() {}

  /**
   * Describes this machine.
   *
   * @return what it is
   */
  public static BenchReport.Machine here() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new BenchReport.Machine(
        processor(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        system.getName() + " " + system.getVersion() + " " + system.getArch(),
        Runtime.version() + ", " + System.getProperty("java.vm.name"),
        system.getSystemLoadAverage(),
        libraries());
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** The jars on the class path whose codecs take part. */
  private static Map<String, String> libraries() {
    Map<String, String> versions = new TreeMap<>();
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
      String file = Path.of(entry).getFileName() + "";
      for (String library : new String[] {"zstd-jni", "lz4-java", "jmh-core"}) {
        if (file.startsWith(library + "-") && file.endsWith(".jar")) {
          versions.put(
              library, file.substring(library.length() + 1, file.length() - ".jar".length()));
        }
      }
    }
    versions.put("zlib", "the JVM's java.util.zip");
    return versions;
  }
}
