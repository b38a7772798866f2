package org.ramwire.conformance.lab.replay;

import java.util.Arrays;
import java.util.List;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.compression.PageDeflater;
import org.ramwire.compression.PageInflater;
import org.ramwire.compression.PayloadException;
import org.ramwire.conformance.lab.seedbuild.SeedCapture;
import org.ramwire.format.PageSize;

/**
 * What the compressed pages of a captured stream say of zlib's level: the content of each of them,
 * deflated again, is the same bytes at some levels only.
 */
final class GoldenLevels {

  /** What a record says of two levels. */
  enum Word {
    /** It is of the first level, and not of the second. */
    FIRST,
    /** It is of the second level, and not of the first. */
    SECOND,
    /** It may be of both, or is of neither. */
    NOTHING
  }

  private static final PageSize PAGE_SIZE = SeedCapture.PAGE_SIZE;

  private final byte[] stream;

  GoldenLevels(byte[] stream) {
    this.stream = stream;
  }

  /** Returns what the first of a section's records says that says anything. */
  Word of(List<SeedRecord> records, int first, int second) {
    return records.stream()
        .map(record -> of(record, first, second))
        .filter(word -> word != Word.NOTHING)
        .findFirst()
        .orElse(Word.NOTHING);
  }

  /** Returns what a record says. */
  Word of(SeedRecord record, int first, int second) {
    if (record.kind() != RamRecordKind.COMPRESS_PAGE || first == second) {
      return Word.NOTHING;
    }
    byte[] payload = payload(record);
    byte[] page = new byte[PAGE_SIZE.bytes()];
    try (PageInflater inflater = new PageInflater(PAGE_SIZE)) {
      inflater.inflate(payload, 0, payload.length, page, 0);
    } catch (PayloadException e) {
      return Word.NOTHING;
    }
    boolean ofFirst = Arrays.equals(payload, deflated(page, first));
    boolean ofSecond = Arrays.equals(payload, deflated(page, second));
    if (ofFirst == ofSecond) {
      return Word.NOTHING;
    }
    return ofFirst ? Word.FIRST : Word.SECOND;
  }

  /** Returns the zlib stream after the record's header, block name and length. */
  private byte[] payload(SeedRecord record) {
    int name = record.from() + Long.BYTES;
    int length = record.continued() ? name : name + 1 + Byte.toUnsignedInt(stream[name]);
    int from = length + Integer.BYTES;
    int bytes = 0;
    for (int at = length; at < from; at++) {
      bytes = bytes << Byte.SIZE | Byte.toUnsignedInt(stream[at]);
    }
    return Arrays.copyOfRange(stream, from, from + bytes);
  }

  private static byte[] deflated(byte[] page, int level) {
    byte[] payload = new byte[PAGE_SIZE.compressBound()];
    try (PageDeflater deflater = new PageDeflater(PAGE_SIZE, level)) {
      int bytes = deflater.deflate(page, 0, payload, 0);
      return Arrays.copyOf(payload, Math.max(0, bytes));
    }
  }
}
