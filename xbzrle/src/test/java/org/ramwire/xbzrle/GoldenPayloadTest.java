package org.ramwire.xbzrle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.format.PageSize;
import org.ramwire.golden.GoldenStream;
import org.ramwire.golden.GoldenStreams;

/**
 * Every delta that a real QEMU sent, made again from the contents that the page had before and
 * after it: the same bytes.
 */
class GoldenPayloadTest {

  private static final int PAGE_BYTES = 4096;
  private static final int LEAST_DELTAS = 40;

  @Test
  void everyGoldenDeltaIsEncodedAlike() throws IOException {
    List<GoldenStream> streams = GoldenStreams.all();
    long deltas = 0;
    long streamsWithDeltas = 0;
    for (GoldenStream golden : streams) {
      History history = new History(golden.id());
      try (InputStream in = golden.stream()) {
        StreamInput input = new StreamInput(new ByteArrayInputStream(in.readAllBytes()));
        MigrationStreamReader.open(input, ReaderOptions.DEFAULT, history).read();
      }
      deltas += history.deltas;
      streamsWithDeltas += history.deltas > 0 ? 1 : 0;
    }
    System.out.println(
        "golden deltas encoded alike: " + deltas + " in " + streamsWithDeltas + " streams");
    assertThat(deltas).isGreaterThanOrEqualTo(LEAST_DELTAS);
  }

  /** The content of every page as the stream's records have left it. */
  private static final class History implements StreamAdapter {

    private final String stream;
    private final Map<String, byte[]> pages = new HashMap<>();
    private final XbzrleEncoder encoder = new XbzrleEncoder(PageSize.X86);
    private final byte[] delta = new byte[PAGE_BYTES];
    private long deltas;

    History(String stream) {
      this.stream = stream;
    }

    private byte[] content(PageHeader page) {
      return pages.computeIfAbsent(
          page.block().idstr() + "+" + page.pageOffset(), key -> new byte[PAGE_BYTES]);
    }

    @Override
    public void zeroPage(PageHeader page, byte fill) {
      Arrays.fill(content(page), fill);
    }

    @Override
    public void page(PageHeader page, byte[] buffer, int from, int length) {
      System.arraycopy(buffer, from, content(page), 0, length);
    }

    @Override
    public void compressedPage(PageHeader page, byte[] buffer, int from, int length) {
      Inflater inflater = new Inflater();
      try {
        inflater.setInput(buffer, from, length);
        assertThat(inflater.inflate(content(page))).isEqualTo(PAGE_BYTES);
      } catch (DataFormatException e) {
        throw new AssertionError(stream, e);
      } finally {
        inflater.end();
      }
    }

    @Override
    public void xbzrle(PageHeader page, byte[] buffer, int from, int length) {
      byte[] now = content(page);
      byte[] before = now.clone();
      try {
        XbzrleDecoder.decode(buffer, from, length, now, 0, PAGE_BYTES);
      } catch (DeltaException e) {
        throw new AssertionError(stream, e);
      }
      int encoded = encoder.encode(before, 0, now, 0, delta, 0, PAGE_BYTES);
      assertThat(encoded)
          .as("%s: length of the delta at 0x%x", stream, page.recordOffset())
          .isEqualTo(length);
      assertThat(Arrays.copyOf(delta, encoded))
          .as("%s: delta at 0x%x", stream, page.recordOffset())
          .isEqualTo(Arrays.copyOfRange(buffer, from, from + length));
      deltas++;
    }
  }
}
