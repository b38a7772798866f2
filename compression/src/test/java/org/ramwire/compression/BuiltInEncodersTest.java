package org.ramwire.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoder;
import org.ramwire.format.page.PageEncoders;

/** This module's encoders: each kind against the contract, every name once. */
class BuiltInEncodersTest {

  private static final PageEncoders ENCODERS = PageEncoders.load();

  abstract static class Named extends PageEncoderContract {

    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    protected PageEncoder open(PageSize pageSize) {
      return ENCODERS.open(name, pageSize);
    }
  }

  @Nested
  class Plain extends Named {
    Plain() {
      super("plain");
    }
  }

  @Nested
  class ZeroAware extends Named {
    ZeroAware() {
      super("zero-aware");
    }
  }

  @Nested
  class Lz4 extends Named {
    Lz4() {
      super("lz4");
    }
  }

  @Nested
  class ZlibStored extends Named {
    ZlibStored() {
      super("zlib-0");
    }
  }

  @Nested
  class ZlibBest extends Named {
    ZlibBest() {
      super("zlib-9");
    }
  }

  @Nested
  class Zstd extends Named {
    Zstd() {
      super("zstd-3");
    }
  }

  @Nested
  class ZstdFast extends Named {
    ZstdFast() {
      super("zstd-fast-5");
    }
  }

  @Nested
  class ZstdFresh extends Named {
    ZstdFresh() {
      super("zstd-19-fresh");
    }
  }

  /** An encoder of somebody else's, found by the service loader. */
  @Nested
  class Outsider extends Named {
    Outsider() {
      super(InvertingProvider.NAME);
    }
  }

  static List<String> names() {
    return ENCODERS.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void opensByItsNameAndRoundTrips(String name) throws DataFormatException {
    byte[] page = PageShape.MIXED.page(4096, 7);
    try (PageEncoder encoder = ENCODERS.open(name, PageSize.X86)) {
      assertThat(encoder.name()).isEqualTo(name);
      byte[] encoded = new byte[encoder.maxEncodedBytes()];
      int length = encoder.encode(page, 0, page, 0, encoded, 0);
      byte[] decoded = new byte[4096];
      encoder.decode(encoded, 0, length, decoded, 0);
      assertThat(decoded).isEqualTo(page);
    }
  }

  /** A kind of encoder without a nested class above would go by the one round trip alone. */
  @Test
  void everyKindOfEncoderIsHeldToTheContract() throws Exception {
    Set<Class<?>> held = new HashSet<>();
    for (Class<?> nested : BuiltInEncodersTest.class.getDeclaredClasses()) {
      if (Named.class.isAssignableFrom(nested) && nested != Named.class) {
        Object test = nested.getDeclaredConstructor(BuiltInEncodersTest.class).newInstance(this);
        held.add(kind(((Named) test).name));
      }
    }

    assertThat(names()).allMatch(name -> held.contains(kind(name)));
  }

  private static Class<?> kind(String name) {
    try (PageEncoder encoder = ENCODERS.open(name, PageSize.X86)) {
      return encoder.getClass();
    }
  }

  @Test
  void hasZlibsAndZstdsLevels() {
    assertThat(names())
        .contains("plain", "zero-aware", "zstd-22", "zstd-fast-7", "zstd-1-fresh")
        .containsAll(Stream.iterate(0, i -> i + 1).limit(10).map(i -> "zlib-" + i).toList())
        .doesNotHaveDuplicates()
        .hasSize(2 + 10 + 2 * (22 + 7) + 1 + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "zlib",
        "zlib-10",
        "zlib-1-fresh",
        "zstd-0",
        "zstd-23",
        "zstd-fast-8",
        "zlib-01"
      })
  void knowsNoOtherNames(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> ENCODERS.open(name, PageSize.X86));
  }

  @Test
  void zeroPageHasNoBytesWhenTheEncoderIsAwareOfIt() {
    try (PageEncoder encoder = ENCODERS.open("zero-aware", PageSize.X86)) {
      assertThat(encoder.encode(new byte[4096], 0, null, 0, new byte[4096], 0)).isZero();
    }
  }

  @Test
  void reusedContextGivesTheBytesOfAFreshOne() {
    byte[] page = PageShape.MIXED.page(4096, 2);
    try (PageEncoder reused = ENCODERS.open("zstd-5", PageSize.X86);
        PageEncoder fresh = ENCODERS.open("zstd-5-fresh", PageSize.X86)) {
      byte[] one = new byte[reused.maxEncodedBytes()];
      byte[] other = new byte[fresh.maxEncodedBytes()];
      reused.encode(PageShape.TEXT.page(4096, 1), 0, null, 0, one, 0);
      Arrays.fill(one, (byte) 0);
      assertThat(reused.encode(page, 0, null, 0, one, 0))
          .isEqualTo(fresh.encode(page, 0, null, 0, other, 0));
      assertThat(one).isEqualTo(other);
    }
  }

  @Test
  void withoutTheLibrariesTheRestWorks() throws Exception {
    URL[] others =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !isOptional(Path.of(entry).getFileName().toString()))
            .map(BuiltInEncodersTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader = new URLClassLoader(others, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = loader.loadClass(BuiltInEncoders.class.getName());
      Object provider = type.getConstructor().newInstance();
      List<?> found = (List<?>) type.getMethod("names").invoke(provider);
      assertThat(found.stream().map(String::valueOf))
          .hasSize(2 + 10)
          .contains("plain", "zlib-9")
          .noneMatch(name -> name.startsWith("zstd") || name.equals("lz4"));
      List<?> packets = (List<?>) type.getMethod("packetNames").invoke(provider);
      assertThat(packets.stream().map(String::valueOf))
          .hasSize(10)
          .contains("multifd-zlib-1")
          .noneMatch(name -> name.contains("zstd"));
    }
  }

  private static boolean isOptional(String file) {
    return file.startsWith("zstd-jni") || file.startsWith("lz4-java");
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
