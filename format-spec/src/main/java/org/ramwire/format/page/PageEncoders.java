package org.ramwire.format.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.ramwire.format.PageSize;

/**
 * The page encoders that there are, by name: those of every {@link PageEncoderProvider} that the
 * service loader finds. Immutable.
 */
public final class PageEncoders {

  private final Map<String, PageEncoderProvider> providers = new LinkedHashMap<>();

  private PageEncoders(Iterable<PageEncoderProvider> found) {
    found.forEach(this::add);
  }

  private void add(PageEncoderProvider provider) {
    for (String name : provider.names()) {
      PageEncoderProvider other = providers.putIfAbsent(name, provider);
      if (other != null) {
        throw new IllegalStateException(
            "two providers have a page encoder '" + name + "': " + other + " and " + provider);
      }
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
   * Returns the names of the encoders.
   *
   * @return in the order in which their providers were found
   */
  public List<String> names() {
    return List.copyOf(providers.keySet());
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
    PageEncoderProvider provider = providers.get(name);
    if (provider == null) {
      throw new IllegalArgumentException("no page encoder is called '" + name + "'");
    }
    return provider.open(name, pageSize);
  }
}
