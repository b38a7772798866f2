package org.ramwire.compression;

import java.util.zip.DataFormatException;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.jspecify.annotations.Nullable;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoder;

/** LZ4, one block a page: no build of QEMU sends it, and it is what the others are measured by. */
final class Lz4Encoder implements PageEncoder {

  static final String NAME = "lz4";

  private final int pageBytes;
  private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
  private final LZ4SafeDecompressor decompressor = LZ4Factory.fastestInstance().safeDecompressor();
  private final int boundBytes;

  Lz4Encoder(PageSize pageSize) {
    this.pageBytes = pageSize.bytes();
    this.boundBytes = compressor.maxCompressedLength(pageBytes);
  }

  @Override
  public String name() {
    return NAME;
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
    return compressor.compress(page, pageFrom, pageBytes, target, targetFrom, boundBytes);
  }

  @Override
  public void decode(byte[] encoded, int encodedFrom, int length, byte[] page, int pageFrom)
      throws DataFormatException {
    int decoded;
    try {
      decoded = decompressor.decompress(encoded, encodedFrom, length, page, pageFrom, pageBytes);
    } catch (LZ4Exception e) {
      throw new DataFormatException("no valid LZ4 block: " + e.getMessage());
    }
    if (decoded != pageBytes) {
      throw new DataFormatException(decoded + " bytes: expected a page of " + pageBytes);
    }
  }
}
