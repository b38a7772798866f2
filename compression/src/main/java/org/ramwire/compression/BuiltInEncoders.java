package org.ramwire.compression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ramwire.compression.packet.ZlibPacketEncoder;
import org.ramwire.compression.packet.ZstdPacketEncoder;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PacketEncoder;
import org.ramwire.format.page.PageEncoder;
import org.ramwire.format.page.PageEncoderProvider;

/**
 * This module's own page encoders: {@code plain}, {@code zero-aware}, {@code zlib-0} to {@code
 * zlib-9}; {@code zstd-1} to {@code zstd-22}, {@code zstd-fast-1} to {@code zstd-fast-7} (levels -1
 * to -7), and each of those with {@code -fresh} after its name for a new context a page; {@code
 * lz4}; and of packets {@code multifd-zlib-0} to {@code multifd-zlib-9} and {@code multifd-zstd-1}
 * to {@code multifd-zstd-22}. Without the library zstd-jni there are none with zstd in the name,
 * without lz4-java there is no lz4. Thread-safe.
 */
public final class BuiltInEncoders implements PageEncoderProvider {

  private static final int ZSTD_MAX_LEVEL = 22;
  private static final int ZSTD_FASTEST = 7;
  private static final String FRESH = "-fresh";

  /** Whether the libraries are there, which are optional. */
  private static final boolean ZSTD = present("com.github.luben.zstd.Zstd");

  private static final boolean LZ4 = present("net.jpountz.lz4.LZ4Factory");

  private static final Pattern LEVELLED =
      Pattern.compile("(zlib|zstd|zstd-fast)-(\\d{1,2})(" + FRESH + ")?");

  private static boolean present(String type) {
    try {
      Class.forName(type, false, BuiltInEncoders.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** For the service loader. */
  public BuiltInEncoders() {}

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(PlainEncoder.PLAIN, PlainEncoder.ZERO_AWARE));
    for (int level = PageDeflater.MIN_LEVEL; level <= PageDeflater.MAX_LEVEL; level++) {
      names.add("zlib-" + level);
    }
    for (String fresh : ZSTD ? List.of("", FRESH) : List.<String>of()) {
      for (int fast = ZSTD_FASTEST; fast >= 1; fast--) {
        names.add("zstd-fast-" + fast + fresh);
      }
      for (int level = 1; level <= ZSTD_MAX_LEVEL; level++) {
        names.add("zstd-" + level + fresh);
      }
    }
    if (LZ4) {
      names.add(Lz4Encoder.NAME);
    }
    return List.copyOf(names);
  }

  @Override
  public List<String> packetNames() {
    List<String> names = new ArrayList<>();
    for (int level = PageDeflater.MIN_LEVEL; level <= PageDeflater.MAX_LEVEL; level++) {
      names.add(ZlibPacketEncoder.PREFIX + level);
    }
    for (int level = 1; ZSTD && level <= ZSTD_MAX_LEVEL; level++) {
      names.add(ZstdPacketEncoder.PREFIX + level);
    }
    return List.copyOf(names);
  }

  @Override
  public PacketEncoder openPacket(String name, PageSize pageSize) {
    if (!packetNames().contains(name)) {
      throw new IllegalArgumentException("no packet encoder is called '" + name + "'");
    }
    int level = Integer.parseInt(name.substring(ZlibPacketEncoder.PREFIX.length()));
    return name.startsWith(ZlibPacketEncoder.PREFIX)
        ? new ZlibPacketEncoder(pageSize, level)
        : new ZstdPacketEncoder(pageSize, level);
  }

  @Override
  public PageEncoder open(String name, PageSize pageSize) {
    if (name.equals(PlainEncoder.PLAIN) || name.equals(PlainEncoder.ZERO_AWARE)) {
      return new PlainEncoder(pageSize, name.equals(PlainEncoder.ZERO_AWARE));
    }
    if (LZ4 && name.equals(Lz4Encoder.NAME)) {
      return new Lz4Encoder(pageSize);
    }
    Matcher levelled = LEVELLED.matcher(name);
    if (!levelled.matches() || !names().contains(name)) {
      throw new IllegalArgumentException("no page encoder is called '" + name + "'");
    }
    int level = Integer.parseInt(levelled.group(2));
    boolean reusing = levelled.group(3) == null;
    return switch (levelled.group(1)) {
      case "zlib" -> new ZlibEncoder(pageSize, level);
      case "zstd-fast" -> new ZstdEncoder(name, pageSize, -level, reusing);
      default -> new ZstdEncoder(name, pageSize, level, reusing);
    };
  }
}
