package org.ramwire.conformance.verify;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.RamRecordWriter;
import org.ramwire.compression.PageDeflater;
import org.ramwire.conformance.cases.EncoderKind;
import org.ramwire.xbzrle.XbzrleEncoder;
import org.ramwire.xbzrle.ZeroPage;

/** The choice of a record for each page: none, ZERO, XBZRLE, COMPRESS_PAGE or PAGE. */
final class PageChoice implements GuestRounds.Pages, Closeable {

  private static final int LEVEL = 1;

  private final CaseDescription description;
  private final RamRecordWriter records;
  private final XbzrleEncoder deltas;
  private final PageDeflater deflater;
  private final byte[] scratch;

  /** What was sent last of each page. */
  private final Map<Long, byte[]> sent = new HashMap<>();

  private final byte[] zero;

  PageChoice(CaseDescription description, RamRecordWriter records) {
    this.description = description;
    this.records = records;
    this.deltas =
        allowed(EncoderKind.XBZRLE) && XbzrleEncoder.supports(description.pageSize())
            ? new XbzrleEncoder(description.pageSize())
            : null;
    this.deflater =
        allowed(EncoderKind.COMPRESS) ? new PageDeflater(description.pageSize(), LEVEL) : null;
    this.scratch = new byte[description.pageSize().compressBound()];
    this.zero = new byte[description.pageSize().bytes()];
  }

  private boolean allowed(EncoderKind kind) {
    return description.rounds().allow().contains(kind);
  }

  @Override
  public void page(RamBlock block, long offset, byte[] content) throws IOException {
    boolean isZero = ZeroPage.isZero(content, 0, content.length);
    // Blocks are numbered from 0 and hold whole pages, so this names a page.
    long key = offset | block.index() & (description.pageSize().bytes() - 1);
    byte[] old = sent.put(key, isZero ? zero : content.clone());
    if (isZero && allowed(EncoderKind.ZERO)) {
      if (old != zero) {
        records.zeroPage(block, offset, (byte) 0);
      }
      return;
    }
    if (old != null && deltas != null) {
      int length = deltas.encode(old, 0, content, 0, scratch, 0, content.length);
      if (length != XbzrleEncoder.OVERFLOW) {
        if (length != XbzrleEncoder.UNCHANGED) {
          records.xbzrle(block, offset, Bytes.of(scratch, 0, length));
        }
        return;
      }
    }
    writeWhole(block, offset, content);
  }

  private void writeWhole(RamBlock block, long offset, byte[] content) throws IOException {
    int length = deflater == null ? -1 : deflater.deflate(content, 0, scratch, 0);
    if (length > 0 && length < content.length) {
      records.compressedPage(block, offset, scratch, 0, length);
    } else {
      records.page(block, offset, content, 0);
    }
  }

  @Override
  public void close() {
    if (deflater != null) {
      deflater.close();
    }
  }
}
