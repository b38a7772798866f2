package org.ramwire.codec.source;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/** A way in which a whole stream may be compressed, known by its first bytes (LIB-010). */
enum CompressionFormat {
  /** RFC 1952, one member or several. */
  GZIP("gzip", "\u001f\u008b", 1) {
    @Override
    InputStream unpack(InputStream packed) throws IOException {
      return new PackedMembers(
          packed, member -> GzipCompressorInputStream.builder().setInputStream(member).get());
    }
  },
  /** bzip2, one stream or several. */
  BZIP2("bzip2", "BZh", 2) {
    @Override
    InputStream unpack(InputStream packed) throws IOException {
      return new PackedMembers(packed, BZip2CompressorInputStream::new);
    }
  },
  /** xz, one stream or several. */
  XZ("xz", "\u00fd7zXZ\0", 3) {
    @Override
    InputStream unpack(InputStream packed) throws IOException {
      return new XZInputStream(packed, XZ_MEMORY_KIB);
    }

    @Override
    boolean keepsWhatCameBefore() {
      return true;
    }

    @Override
    boolean wantsTooMuchMemory(Exception found) {
      return found instanceof MemoryLimitException;
    }
  },
  /** lzop, one member or several; no library for it does without Unsafe or native code. */
  LZOP("lzop", "\u0089LZO\0\r\n\u001a\n", 4) {
    @Override
    InputStream unpack(InputStream packed) throws IOException {
      return new PackedMembers(packed, LzopInputStream::new);
    }

    @Override
    boolean wantsTooMuchMemory(Exception found) {
      return found instanceof LzopInputStream.BlockTooLargeException;
    }

    @Override
    boolean isNotRead(Exception found) {
      return found instanceof LzopInputStream.NotReadException;
    }

    @Override
    boolean keepsWhatCameBefore() {
      return true;
    }
  },
  /** RFC 8878, one frame or several. */
  ZSTD("zstd", "\u0028\u00b5\u002f\u00fd", 5) {
    @Override
    InputStream unpack(InputStream packed) throws IOException {
      return new ZstdInputStreamNoFinalizer(packed).setContinuous(false);
    }

    @Override
    boolean keepsWhatCameBefore() {
      return true;
    }

    @Override
    boolean wantsTooMuchMemory(Exception found) {
      return found instanceof ZstdIOException failure
          && failure.getErrorCode() == Zstd.errFrameParameterWindowTooLarge();
    }
  },
  /** LZ4 frames. */
  LZ4("lz4", "\u0004\"M\u0018", -1) {
    @Override
    InputStream unpack(InputStream packed) throws IOException {
      return new FramedLZ4CompressorInputStream(packed, true);
    }
  };

  /**
   * What unpacking may take: that of xz -9 takes 65 MiB. It is taken for what the data states, so
   * with as many layers as are unpacked it has to fit into the launcher's heap.
   */
  private static final int XZ_MEMORY_KIB = 70 << 10;

  private final String program;
  private final byte[] magic;
  private final int libvirtFormat;

  CompressionFormat(String program, String magic, int libvirtFormat) {
    this.program = program;
    this.magic = Head.magic(magic);
    this.libvirtFormat = libvirtFormat;
  }

  /** Finds the format by a file's first bytes, or null. */
  static @Nullable CompressionFormat of(Head head) {
    for (CompressionFormat format : values()) {
      if (head.startsWith(format.magic)) {
        return format;
      }
    }
    return null;
  }

  /** Finds the format by its number in a virsh save file, or null. */
  static @Nullable CompressionFormat ofLibvirt(int number) {
    for (CompressionFormat format : values()) {
      if (format.libvirtFormat == number) {
        return format;
      }
    }
    return null;
  }

  /** Returns the name of the format, which is also that of its program. */
  String program() {
    return program;
  }

  /** Tells whether the library gave up because the data asks for more memory than it may have. */
  boolean wantsTooMuchMemory(Exception found) {
    return false;
  }

  /** Tells whether the data is right, as far as one can see, and of a kind that is not unpacked. */
  boolean isNotRead(Exception found) {
    return false;
  }

  /** Tells whether what stands before a fault is given before the fault is. */
  boolean keepsWhatCameBefore() {
    return false;
  }

  /** Opens what is packed. */
  abstract InputStream unpack(InputStream packed) throws IOException;
}
