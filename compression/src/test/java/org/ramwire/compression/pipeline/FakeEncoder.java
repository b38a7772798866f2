package org.ramwire.compression.pipeline;

import java.util.zip.DataFormatException;
import org.ramwire.format.page.PageEncoder;

/** A codec that costs nothing: it always says the same length and touches no byte. */
final class FakeEncoder implements PageEncoder {

  private final int length;

  FakeEncoder(int length) {
    this.length = length;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public boolean needsPrevious() {
    return false;
  }

  @Override
  public int maxEncodedBytes() {
    return Math.max(0, length);
  }

  @Override
  public int encode(
      byte[] page, int pageFrom, byte[] previous, int previousFrom, byte[] target, int targetFrom) {
    return length;
  }

  @Override
  public void decode(byte[] encoded, int encodedFrom, int length, byte[] page, int pageFrom)
      throws DataFormatException {}
}
