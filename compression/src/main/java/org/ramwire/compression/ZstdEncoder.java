package org.ramwire.compression;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoder;

/**
 * Zstandard at one level, one frame a page; with one context for all pages or a new one for each.
 */
final class ZstdEncoder implements PageEncoder {

  private final String name;
  private final int level;
  private final int pageBytes;
  private final int boundBytes;

  /** The contexts to reuse, or null. */
  private final @Nullable ZstdCompressCtx compressing;

  private final @Nullable ZstdDecompressCtx decompressing;

  ZstdEncoder(String name, PageSize pageSize, int level, boolean reusing) {
    this.name = name;
    this.level = level;
    this.pageBytes = pageSize.bytes();
    this.boundBytes = (int) Zstd.compressBound(pageBytes);
    this.compressing = reusing ? new ZstdCompressCtx().setLevel(level) : null;
    this.decompressing = reusing ? new ZstdDecompressCtx() : null;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean needsPrevious() {
    return false;
  }

  @Override
  public int maxEncodedBytes() {
    return boundBytes;
  }

  @Override
  public int encode(
      byte[] page,
      int pageFrom,
      byte @Nullable [] previous,
      int previousFrom,
      byte[] target,
      int targetFrom) {
    if (compressing != null) {
      return compressing.compressByteArray(
          target, targetFrom, boundBytes, page, pageFrom, pageBytes);
    }
    try (ZstdCompressCtx once = new ZstdCompressCtx().setLevel(level)) {
      return once.compressByteArray(target, targetFrom, boundBytes, page, pageFrom, pageBytes);
    }
  }

  @Override
  public void decode(byte[] encoded, int encodedFrom, int length, byte[] page, int pageFrom)
      throws DataFormatException {
    int decoded;
    try {
      if (decompressing != null) {
        decoded =
            decompressing.decompressByteArray(
                page, pageFrom, pageBytes, encoded, encodedFrom, length);
      } else {
        try (ZstdDecompressCtx once = new ZstdDecompressCtx()) {
          decoded =
              once.decompressByteArray(page, pageFrom, pageBytes, encoded, encodedFrom, length);
        }
      }
    } catch (ZstdException e) {
      throw new DataFormatException("no valid zstd frame: " + e.getMessage());
    }
    if (decoded != pageBytes) {
      throw new DataFormatException(decoded + " bytes: expected a page of " + pageBytes);
    }
  }

  @Override
  public void close() {
    if (compressing != null) {
      compressing.close();
      decompressing.close();
    }
  }
}
