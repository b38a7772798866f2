package org.ramwire.compression.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.compression.PageDeflater;
import org.ramwire.compression.PageInflater;
import org.ramwire.compression.PayloadException;
import org.ramwire.format.PageSize;
import org.ramwire.golden.GoldenStream;
import org.ramwire.golden.GoldenStreams;

/**
 * Every page that a real QEMU deflated, deflated again at the same level: the same bytes.
 *
 * <p>QEMU took them from the zlib of its distribution. A JDK that loads the system's zlib, as
 * Debian's does, has to give the same; one with a zlib of its own, which may be another version or
 * another implementation, has to give a payload that holds the same page, and the count says how
 * many are the same bytes.
 */
class GoldenDeflateTest {

  private static final Pattern LEVEL = Pattern.compile("\"compress-level\"\\s*:\\s*(\\d)");
  private static final Pattern SYSTEM_ZLIB = Pattern.compile("/\\S*/libz(-ng)?\\.so[.\\d]*");

  /** The golden streams have at least so many; fewer means that the test looks past them. */
  private static final int LEAST_PAYLOADS = 150;

  @Test
  void everyGoldenPayloadIsDeflatedAlike() throws Exception {
    String systemZlib = systemZlib();
    int streams = 0;
    int payloads = 0;
    int alike = 0;
    for (GoldenStream golden : GoldenStreams.all()) {
      Again again = new Again(level(golden));
      try (again;
          InputStream in = golden.stream()) {
        MigrationStreamReader.open(new StreamInput(in), ReaderOptions.DEFAULT, again).read();
      }
      streams += again.payloads > 0 ? 1 : 0;
      payloads += again.payloads;
      alike += again.alike;
    }
    System.out.printf(
        "golden payloads deflated alike: %d of %d in %d streams, with %s on %s%n",
        alike,
        payloads,
        streams,
        systemZlib == null ? "the zlib of the JDK's own" : systemZlib,
        System.getProperty("java.vm.version"));
    assertThat(payloads).isGreaterThanOrEqualTo(LEAST_PAYLOADS);
    if (systemZlib != null) {
      assertThat(alike).isEqualTo(payloads);
    }
  }

  private static int level(GoldenStream golden) throws IOException {
    Matcher level = LEVEL.matcher(new String(golden.json(), StandardCharsets.UTF_8));
    return level.find() ? Integer.parseInt(level.group(1)) : 1;
  }

  /** Returns the path of the system's zlib if this process has loaded it, else null. */
  private static String systemZlib() throws IOException {
    OneThreadModel.deflate(new byte[1], 1);
    Path maps = Path.of("/proc/self/maps");
    if (!Files.isReadable(maps)) {
      return null;
    }
    Matcher matcher = SYSTEM_ZLIB.matcher(Files.readString(maps));
    return matcher.find() ? matcher.group() : null;
  }

  /** Inflates each payload and deflates it again. */
  private static final class Again implements StreamAdapter, AutoCloseable {

    private final PageInflater inflater = new PageInflater(PageSize.X86);
    private final PageDeflater deflater;
    private final byte[] page = new byte[PageSize.X86.bytes()];
    private final byte[] payload = new byte[PageSize.X86.compressBound()];
    private int payloads;
    private int alike;

    Again(int level) {
      deflater = new PageDeflater(PageSize.X86, level);
    }

    @Override
    public void compressedPage(PageHeader header, byte[] buffer, int from, int length) {
      try {
        inflater.inflate(buffer, from, length, page, 0);
        int again = deflater.deflate(page, 0, payload, 0);
        payloads++;
        if (Arrays.equals(payload, 0, again, buffer, from, from + length)) {
          alike++;
        }
        assertThat(Pages.inflate(Arrays.copyOf(payload, again))).isEqualTo(page);
      } catch (PayloadException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      inflater.close();
      deflater.close();
    }
  }
}
