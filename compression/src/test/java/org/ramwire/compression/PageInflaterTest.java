package org.ramwire.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.format.Clause;
import org.ramwire.format.PageSize;

class PageInflaterTest {

  private static final int PAGE = 4096;
  private static final byte OLD = 0x55;

  private final PageInflater inflater = new PageInflater(PageSize.X86);

  @AfterEach
  void close() {
    inflater.close();
  }

  /** Half noise, half pattern: neither stored nor trivial for deflate. */
  private static byte[] content(int length) {
    byte[] content = new byte[length];
    Random random = new Random(4711);
    for (int i = 0; i < length; i++) {
      content[i] = (byte) (i % 16 < 8 ? random.nextInt(16) : i);
    }
    return content;
  }

  private static byte[] deflated(byte[] content, int level, boolean raw, byte[] dictionary) {
    Deflater deflater = new Deflater(level, raw);
    if (dictionary != null) {
      deflater.setDictionary(dictionary);
    }
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] piece = new byte[1 << 12];
    while (!deflater.finished()) {
      out.write(piece, 0, deflater.deflate(piece));
    }
    deflater.end();
    return out.toByteArray();
  }

  private static byte[] deflated(byte[] content) {
    return deflated(content, 6, false, null);
  }

  private static byte[] old() {
    byte[] page = new byte[PAGE];
    Arrays.fill(page, OLD);
    return page;
  }

  private void assertRefused(byte[] payload, Clause clause, int offset) {
    PayloadException fault = refusal(payload);
    assertThat(fault.clause()).as(fault.getMessage()).isEqualTo(clause);
    assertThat(fault.payloadOffset()).as(fault.getMessage()).isEqualTo(offset);
    // The state is fresh for the next page, whatever went before.
    assertInflates(deflated(content(PAGE)));
  }

  private PayloadException refusal(byte[] payload) {
    PayloadException fault =
        catchThrowableOfType(
            PayloadException.class,
            () -> inflater.inflate(payload, 0, payload.length, new byte[PAGE], 0));
    assertThat(fault).isNotNull();
    return fault;
  }

  private void assertInflates(byte[] payload) {
    byte[] page = old();
    try {
      inflater.inflate(payload, 0, payload.length, page, 0);
    } catch (PayloadException e) {
      throw new AssertionError(e);
    }
    assertThat(page).isEqualTo(content(PAGE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 9})
  void inflatesEveryLevel(int level) {
    assertInflates(deflated(content(PAGE), level, false, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 8192, 65536})
  void inflatesEveryPageSizeIntoASlice(int bytes) throws PayloadException {
    byte[] payload = deflated(content(bytes));
    byte[] shifted = new byte[payload.length + 9];
    System.arraycopy(payload, 0, shifted, 4, payload.length);
    byte[] page = new byte[bytes + 7];
    try (PageInflater any = new PageInflater(new PageSize(bytes))) {
      any.inflate(shifted, 4, payload.length, page, 3);
    }

    assertThat(Arrays.copyOfRange(page, 3, 3 + bytes)).isEqualTo(content(bytes));
    assertThat(page).startsWith(0, 0, 0).endsWith(0, 0, 0, 0);
  }

  @Test
  void inflatesAStreamOfMorePieces() throws PayloadException {
    // Two stored blocks by hand, the second one final, then the checksum.
    byte[] page = new byte[1024];
    byte[] payload = new byte[2 + 5 + 24 + 5 + 1000 + 4];
    payload[0] = 0x78;
    payload[1] = 0x01;
    System.arraycopy(new byte[] {0, 24, 0, (byte) ~24, -1}, 0, payload, 2, 5);
    System.arraycopy(
        new byte[] {1, (byte) 1000, 3, (byte) ~1000, (byte) ~3}, 0, payload, 2 + 5 + 24, 5);
    // Adler-32 of 1024 zero bytes: 1024 << 16 | 1.
    System.arraycopy(new byte[] {4, 0, 0, 1}, 0, payload, payload.length - 4, 4);
    page[5] = 9;
    try (PageInflater any = new PageInflater(new PageSize(1024))) {
      any.inflate(payload, 0, payload.length, page, 0);
    }

    assertThat(page).containsOnly(0);
  }

  // Faults: each spoils one thing in a payload that is right

  @Test
  void refusesAnEmptyPayload() {
    assertRefused(new byte[0], Clause.COMPRESS_ZLIB, 0);
  }

  @Test
  void refusesAWrongFirstByte() {
    byte[] payload = deflated(content(PAGE));
    payload[0] = 0x79;

    assertThat(refusal(payload).clause()).isEqualTo(Clause.COMPRESS_ZLIB);
  }

  @Test
  void refusesEveryCut() {
    byte[] payload = deflated(content(PAGE));
    for (int length = 0; length < payload.length; length++) {
      assertRefused(Arrays.copyOf(payload, length), Clause.COMPRESS_ZLIB, length);
    }
  }

  @Test
  void refusesEveryWrongByteOrInflatesAPage() {
    byte[] payload = deflated(content(PAGE));
    for (int at = 0; at < payload.length; at++) {
      payload[at] ^= 0x10;
      PayloadException fault = refusal(payload);
      assertThat(fault.payloadOffset()).isBetween(0, payload.length);
      payload[at] ^= 0x10;
    }
    assertInflates(payload);
  }

  @Test
  void tellsWhereACorruptBlockStands() {
    // A stored block whose complement is wrong: its head is 5 bytes after the 2 of zlib's.
    byte[] payload = deflated(content(PAGE), 0, false, null);
    payload[5] ^= 1;

    PayloadException fault = refusal(payload);
    assertThat(fault.clause()).isEqualTo(Clause.COMPRESS_ZLIB);
    assertThat(fault.payloadOffset()).isBetween(2, 7);
  }

  @Test
  void refusesAWrongChecksum() {
    byte[] payload = deflated(content(PAGE));
    payload[payload.length - 1] ^= 1;

    PayloadException fault = refusal(payload);
    assertThat(fault.clause()).isEqualTo(Clause.COMPRESS_ZLIB);
    assertThat(fault.payloadOffset()).isBetween(payload.length - 4, payload.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, PAGE - 1})
  void refusesLessThanAPage(int length) {
    byte[] payload = deflated(content(length));

    assertRefused(payload, Clause.COMPRESS_ONE_PAGE, payload.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {PAGE + 1, 5000, 100_000})
  void refusesMoreThanAPage(int length) {
    byte[] payload = deflated(content(length));

    PayloadException fault = refusal(payload);
    assertThat(fault.clause()).isEqualTo(Clause.COMPRESS_ONE_PAGE);
    assertThat(fault.payloadOffset()).isBetween(1, payload.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 1000})
  void refusesBytesBehindTheStream(int more) {
    byte[] payload = deflated(content(PAGE));

    assertRefused(
        Arrays.copyOf(payload, payload.length + more),
        Clause.COMPRESS_NOTHING_BEHIND,
        payload.length);
  }

  @Test
  void refusesRawDeflate() {
    byte[] payload = deflated(content(PAGE), 6, true, null);

    assertThat(refusal(payload).clause()).isEqualTo(Clause.COMPRESS_ZLIB);
  }

  @Test
  void refusesADictionary() {
    byte[] payload = deflated(content(PAGE), 6, false, content(64));

    assertThat(refusal(payload).clause()).isEqualTo(Clause.COMPRESS_ZLIB);
    assertInflates(deflated(content(PAGE)));
  }

  // What the seed's build leaves in a page

  private byte[] prefix(byte[] payload) {
    byte[] page = old();
    inflater.inflatePrefix(payload, 0, payload.length, page, 0);
    return page;
  }

  private static byte[] prefixOf(byte[] content, int length) {
    byte[] page = old();
    System.arraycopy(content, 0, page, 0, length);
    return page;
  }

  @Test
  void leavesAWholePage() {
    assertThat(prefix(deflated(content(PAGE)))).isEqualTo(content(PAGE));
  }

  @Test
  void replacesAHundredBytesByAHundred() {
    assertThat(prefix(deflated(content(100)))).isEqualTo(prefixOf(content(100), 100));
  }

  @Test
  void takesTheFirstPageOfFiveThousandBytes() {
    assertThat(prefix(deflated(content(5000)))).isEqualTo(Arrays.copyOf(content(5000), PAGE));
  }

  @Test
  void takesThePageInSpiteOfAWrongChecksumOrBytesBehind() {
    byte[] payload = deflated(content(PAGE));
    byte[] more = Arrays.copyOf(payload, payload.length + 9);
    payload[payload.length - 1] ^= 1;

    assertThat(prefix(payload)).isEqualTo(content(PAGE));
    assertThat(prefix(more)).isEqualTo(content(PAGE));
  }

  @Test
  void leavesThePageAloneForGarbageRawDeflateADictionaryOrNothing() {
    byte[] garbage = new byte[4110];
    Arrays.fill(garbage, (byte) 0xff);

    assertThat(prefix(garbage)).isEqualTo(old());
    assertThat(prefix(new byte[0])).isEqualTo(old());
    assertThat(prefix(deflated(content(PAGE), 6, true, null))).isEqualTo(old());
    assertThat(prefix(deflated(content(PAGE), 6, false, content(64)))).isEqualTo(old());
    assertThat(prefix(deflated(content(PAGE)))).isEqualTo(content(PAGE));
  }

  @Test
  void keepsWhatCameOutBeforeACut() {
    byte[] payload = deflated(content(PAGE), 0, false, null);
    // zlib's head is 2 bytes, the stored block's 5: then a byte for a byte.
    byte[] page = prefix(Arrays.copyOf(payload, 7 + 153));

    assertThat(page).isEqualTo(prefixOf(content(PAGE), 153));
  }

  @Test
  void keepsWhatCameOutBeforeACorruptBlock() {
    // A good stored block of 153 bytes, then one of a reserved type.
    byte[] payload = new byte[2 + 5 + 153 + 1];
    payload[0] = 0x78;
    payload[1] = 0x01;
    System.arraycopy(new byte[] {0, (byte) 153, 0, (byte) ~153, -1}, 0, payload, 2, 5);
    System.arraycopy(content(153), 0, payload, 7, 153);
    payload[payload.length - 1] = 0x07;

    assertThat(prefix(payload)).isEqualTo(prefixOf(content(153), 153));
    assertThat(refusal(payload).clause()).isEqualTo(Clause.COMPRESS_ZLIB);
  }
}
