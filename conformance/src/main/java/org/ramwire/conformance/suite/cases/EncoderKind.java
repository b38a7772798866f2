package org.ramwire.conformance.suite.cases;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramwire.codec.record.RamRecordKind;

/** A kind of page record beside PAGE that an encoder may write. */
public enum EncoderKind {
  /** A page of zero: allowed in every case, whether claimed or not. */
  ZERO(RamRecordKind.ZERO, Feature.ENCODE_ZERO),
  /** A delta. */
  XBZRLE(RamRecordKind.XBZRLE, Feature.ENCODE_XBZRLE),
  /** A page in zlib. */
  COMPRESS(RamRecordKind.COMPRESS_PAGE, Feature.ENCODE_COMPRESS);

  private final RamRecordKind record;
  private final Feature feature;

  EncoderKind(RamRecordKind record, Feature feature) {
    this.record = record;
    this.feature = feature;
  }

  /**
   * Returns the name after {@code allow}.
   *
   * @return a word
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the record's kind.
   *
   * @return one of the page kinds
   */
  public RamRecordKind record() {
    return record;
  }

  /**
   * Returns the feature of an encoder that writes such records.
   *
   * @return the feature
   */
  public Feature feature() {
    return feature;
  }

  /**
   * Finds a kind by its name.
   *
   * @param label the name after {@code allow}
   * @return the kind, or empty if none has that name
   */
  public static Optional<EncoderKind> byLabel(String label) {
    return Stream.of(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }
}
