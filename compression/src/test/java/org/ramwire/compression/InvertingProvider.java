package org.ramwire.compression;

import java.util.List;
import java.util.zip.DataFormatException;
import org.ramwire.format.PageSize;

/** A provider as an outsider writes it: one encoder, which inverts every bit. */
public final class InvertingProvider implements PageEncoderProvider {

  static final String NAME = "inverting";

  /** For the service loader. */
  public InvertingProvider() {}

  @Override
  public List<String> names() {
    return List.of(NAME);
  }

  @Override
  public PageEncoder open(String name, PageSize pageSize) {
    return new Inverting(pageSize.bytes());
  }

  private record Inverting(int maxEncodedBytes) implements PageEncoder {

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public boolean needsPrevious() {
      return false;
    }

    @Override
    public int encode(byte[] page, byte[] previous, byte[] target) {
      for (int i = 0; i < maxEncodedBytes; i++) {
        target[i] = (byte) ~page[i];
      }
      return maxEncodedBytes;
    }

    @Override
    public void decode(byte[] encoded, int length, byte[] page) throws DataFormatException {
      if (length != maxEncodedBytes) {
        throw new DataFormatException("no whole page");
      }
      encode(encoded, null, page);
    }
  }
}
