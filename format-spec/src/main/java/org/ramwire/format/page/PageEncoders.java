package org.ramwire.format.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.ramwire.format.PageSize;

/**
 * The encoders of pages and of packets that there are, by name: those of every {@link
 * PageEncoderProvider} that the service loader finds. Immutable.
 */
public final class PageEncoders {

  private final Map<String, PageEncoderProvider> providers = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<String> packetNames = new ArrayList<>();

  private PageEncoders(Iterable<PageEncoderProvider> found) {
    found.forEach(this::add);
  }

  private void add(PageEncoderProvider provider) {
    provider.names().forEach(name -> claim(name, provider));
    provider.packetNames().forEach(name -> claim(name, provider));
    names.addAll(provider.names());
    packetNames.addAll(provider.packetNames());
  }

  private void claim(String name, PageEncoderProvider provider) {
    PageEncoderProvider other = providers.putIfAbsent(name, provider);
    if (other != null) {
      throw new IllegalStateException(
          "two providers have an encoder '" + name + "': " + other + " and " + provider);
    }
  }

  /**
   * Looks for encoders with the thread's class loader.
   *
   * @return those found
   * @throws IllegalStateException if two have one name
   * @throws java.util.ServiceConfigurationError if a provider cannot be loaded
   */
  public static PageEncoders load() {
    return new PageEncoders(ServiceLoader.load(PageEncoderProvider.class));
  }

  /**
   * Looks for encoders with a class loader.
   *
   * @param loader finds the providers
   * @return those found
   * @throws IllegalStateException if two have one name
   * @throws java.util.ServiceConfigurationError if a provider cannot be loaded
   */
  public static PageEncoders load(ClassLoader loader) {
    return new PageEncoders(ServiceLoader.load(PageEncoderProvider.class, loader));
  }

  /**
   * Returns the names of the page encoders.
   *
   * @return in the order in which their providers were found
   */
  public List<String> names() {
    return List.copyOf(names);
  }

  /**
   * Returns the names of the packet encoders.
   *
   * @return in the order in which their providers were found
   */
  public List<String> packetNames() {
    return List.copyOf(packetNames);
  }

  /**
   * Opens an encoder.
   *
   * @param name one of {@link #names}
   * @param pageSize the size of the pages
   * @return an encoder of that name, the caller's to close
   * @throws IllegalArgumentException if there is none of that name, or the page size does not suit
   *     it
   */
  public PageEncoder open(String name, PageSize pageSize) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException("no page encoder is called '" + name + "'");
    }
    return providers.get(name).open(name, pageSize);
  }

  /**
   * Opens an encoder of packets.
   *
   * @param name one of {@link #packetNames}
   * @param pageSize the size of the pages
   * @return an encoder of that name, the caller's to close
   * @throws IllegalArgumentException if there is none of that name, or the page size does not suit
   *     it
   */
  public PacketEncoder openPacket(String name, PageSize pageSize) {
    if (!packetNames.contains(name)) {
      throw new IllegalArgumentException("no packet encoder is called '" + name + "'");
    }
    return providers.get(name).openPacket(name, pageSize);
  }
}
