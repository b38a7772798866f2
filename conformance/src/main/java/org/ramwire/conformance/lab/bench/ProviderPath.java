package org.ramwire.conformance.lab.bench;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ramwire.format.page.PageEncoders;

/** The jars and directories where further page encoders are looked for. */
public final class ProviderPath {

  private ProviderPath() {}

  /**
   * Parts a class path.
   *
   * @param path jars and directories, parted as on the JVM's class path; may be empty
   * @return them
   */
  public static List<Path> parse(String path) {
    List<Path> entries = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator)) {
      if (!entry.isEmpty()) {
        entries.add(Path.of(entry));
      }
    }
    return entries;
  }

  /**
   * Finds the encoders of Ramwire and of more jars. Their classes stay loaded as long as the
   * encoders are in use.
   *
   * @param entries jars and directories
   * @return all encoders
   * @throws IllegalStateException if two have one name
   * @throws java.util.ServiceConfigurationError if a provider cannot be loaded
   */
  public static PageEncoders load(List<Path> entries) {
    if (entries.isEmpty()) {
      return PageEncoders.load(ProviderPath.class.getClassLoader());
    }
    URL[] urls = entries.stream().map(ProviderPath::url).toArray(URL[]::new);
    return PageEncoders.load(new URLClassLoader(urls, ProviderPath.class.getClassLoader()));
  }

  private static URL url(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(entry + ": cannot be on a class path", e);
    }
  }
}
