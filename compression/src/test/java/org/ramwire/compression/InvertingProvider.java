package org.ramwire.compression;

import java.util.List;
import java.util.zip.DataFormatException;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoder;
import org.ramwire.format.page.PageEncoderProvider;

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
    public int encode(
        byte[] page,
        int pageFrom,
        byte[] previous,
        int previousFrom,
        byte[] target,
        int targetFrom) {
      for (int i = 0; i < maxEncodedBytes; i++) {
        target[targetFrom + i] = (byte) ~page[pageFrom + i];
      }
      return maxEncodedBytes;
    }

    @Override
    public void decode(byte[] encoded, int encodedFrom, int length, byte[] page, int pageFrom)
        throws DataFormatException {
      if (length != maxEncodedBytes) {
        throw new DataFormatException("no whole page");
      }
      encode(encoded, encodedFrom, null, 0, page, pageFrom);
    }
  }
}
