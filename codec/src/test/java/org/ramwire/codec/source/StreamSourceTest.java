package org.ramwire.codec.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramwire.format.Clause;
import org.ramwire.format.LimitExceededException;
import org.ramwire.format.StreamException;
import org.ramwire.format.TruncatedStreamException;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class StreamSourceTest {

  /** A packer for each format that is unpacked. */
  enum Packer {
    GZIP {
      @Override
      OutputStream open(OutputStream target) throws IOException {
        return new GZIPOutputStream(target);
      }
    },
    BZIP2 {
      @Override
      OutputStream open(OutputStream target) throws IOException {
        return new BZip2CompressorOutputStream(target);
      }
    },
    XZ {
      @Override
      OutputStream open(OutputStream target) throws IOException {
        return new XZOutputStream(target, new LZMA2Options(0));
      }
    },
    ZSTD {
      @Override
      OutputStream open(OutputStream target) throws IOException {
        return new ZstdOutputStreamNoFinalizer(target).setChecksum(true);
      }
    },
    LZ4 {
      @Override
      OutputStream open(OutputStream target) throws IOException {
        return new FramedLZ4CompressorOutputStream(
            target,
            new FramedLZ4CompressorOutputStream.Parameters(
                FramedLZ4CompressorOutputStream.BlockSize.K64, true, false, false));
      }
    };

    abstract OutputStream open(OutputStream target) throws IOException;

    byte[] pack(byte[] content) throws IOException {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream packer = open(packed)) {
        packer.write(content);
      }
      return packed.toByteArray();
    }

    String program() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private static final byte[] STREAM = stream();

  private static byte[] stream() {
    byte[] bytes = new byte[3000];
    new Random(1).nextBytes(bytes);
    byte[] header = {'Q', 'E', 'V', 'M', 0, 0, 0, 3};
    System.arraycopy(header, 0, bytes, 0, header.length);
    return bytes;
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void unpacksAPipe(Packer packer) throws IOException {
    StreamSource source = open(packer.pack(STREAM));

    assertThat(rest(source)).isEqualTo(STREAM);
    assertThat(source.layers()).containsExactly(packer.program());
  }

  @ParameterizedTest
  @EnumSource
  void unpacksAFile(Packer packer) throws IOException {
    Path file = Files.write(folder.resolve("packed"), packer.pack(STREAM));

    try (StreamSource source =
        StreamSource.open(FileChannel.open(file), StreamSource.Options.DEFAULT)) {
      assertThat(rest(source)).isEqualTo(STREAM);
    }
  }

  @ParameterizedTest
  @EnumSource
  void unpacksWhatWasPackedInTwoPieces(Packer packer) throws IOException {
    byte[] first = packer.pack(Arrays.copyOf(STREAM, 1000));
    byte[] second = packer.pack(Arrays.copyOfRange(STREAM, 1000, STREAM.length));

    assertThat(rest(open(concat(first, second)))).isEqualTo(STREAM);
  }

  @ParameterizedTest
  @EnumSource
  void refusesACutAnywhere(Packer packer) throws IOException {
    byte[] packed = packer.pack(STREAM);

    for (int length = 10; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> rest(open(cut)))
          .as("cut after %d of %d bytes", length, packed.length)
          .isInstanceOfSatisfying(
              StreamException.class,
              e -> assertThat(e.clause()).isEqualTo(Clause.SOURCE_COMPRESSED));
    }
  }

  @Test
  void tellsACutFromAFault() throws IOException {
    byte[] packed = Packer.GZIP.pack(STREAM);
    byte[] spoilt = packed.clone();
    spoilt[packed.length - 6] ^= 1;

    assertThatThrownBy(() -> rest(open(Arrays.copyOf(packed, packed.length - 1))))
        .isInstanceOf(TruncatedStreamException.class)
        .hasMessageContaining("gzip");
    assertThatThrownBy(() -> rest(open(spoilt)))
        .isInstanceOf(StreamException.class)
        .isNotInstanceOf(TruncatedStreamException.class);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("slow")
  void throwsNothingElseForAnySpoiltByte(Packer packer) throws IOException {
    byte[] packed = packer.pack(STREAM);

    spoils(packed, IntStream.range(0, packed.length));
  }

  /** Heads, the end's checksums, and one in eleven between. */
  @ParameterizedTest
  @EnumSource
  void throwsNothingElseForBytesSpoiltAtBothEndsAndSomeBetween(Packer packer) throws IOException {
    byte[] packed = packer.pack(STREAM);

    spoils(
        packed,
        IntStream.range(0, packed.length)
            .filter(at -> at < 64 || at >= packed.length - 64 || at % 11 == 0));
  }

  private static void spoils(byte[] packed, IntStream positions) throws IOException {
    for (int at : positions.toArray()) {
      byte[] spoilt = packed.clone();
      spoilt[at] ^= (byte) (1 + at % 255);
      try {
        rest(open(spoilt));
      } catch (StreamException e) {
        assertThat(e.offset()).isNotNegative();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LZ4")
  void takesAVirshSaveFileOff(Packer packer) throws IOException {
    int format = number(packer);
    StreamSource source = open(concat(libvirt(format, 100), packer.pack(STREAM)));

    assertThat(rest(source)).isEqualTo(STREAM);
    assertThat(source.layers()).containsExactly("virsh save", packer.program());
    assertThat(source.libvirt().format()).isEqualTo(format);
  }

  private static int number(Packer packer) {
    return switch (packer) {
      case GZIP -> 1;
      case BZIP2 -> 2;
      case XZ -> 3;
      case ZSTD -> 5;
      case LZ4 -> -1;
    };
  }

  @Test
  void leavesARawVirshSaveFileAsItIs() throws IOException {
    byte[] file = concat(libvirt(0, 100), STREAM);
    StreamSource source = open(file);

    assertThat(rest(source)).isEqualTo(file);
    assertThat(source.libvirt()).isNull();
  }

  @Test
  void unpacksAVirshSaveFileThatWasPackedAgain() throws IOException {
    byte[] save = concat(libvirt(3, 7), Packer.XZ.pack(STREAM));

    assertThat(rest(open(Packer.ZSTD.pack(save)))).isEqualTo(STREAM);
  }

  @Test
  void takesAVirshSaveFileOffThatLzopPacked() throws IOException {
    byte[] packed = getClass().getResourceAsStream("/lzop/mixed-3.lzo").readAllBytes();
    StreamSource source = open(concat(libvirt(4, 100), packed));

    assertThat(rest(source)).hasSize(300_000);
    assertThat(source.layers()).containsExactly("virsh save", "lzop");
    assertThat(rest(open(concat(packed, packed)))).hasSize(600_000);
  }

  @ParameterizedTest
  @CsvSource({
    "GZIP, 1, true",
    "GZIP, 70000, true",
    "BZIP2, 1, true",
    "BZIP2, 70000, true",
    "XZ, 4, true",
    "XZ, 70000, true",
    "XZ, 3, false",
    "ZSTD, 4, false",
    "ZSTD, 512, false",
    "LZ4, 4, false"
  })
  void takesZeroPaddingWhereTheFormatsOwnProgramDoes(Packer packer, int zeros, boolean taken)
      throws IOException {
    byte[] padded = concat(packer.pack(STREAM), new byte[zeros]);

    if (taken) {
      assertThat(rest(open(padded))).isEqualTo(STREAM);
    } else {
      assertThatThrownBy(() -> rest(open(padded)))
          .isInstanceOfSatisfying(
              StreamException.class,
              e -> assertThat(e.clause()).isEqualTo(Clause.SOURCE_COMPRESSED));
    }
  }

  @Test
  void takesZeroPaddingAfterLzop() throws IOException {
    byte[] packed = getClass().getResourceAsStream("/lzop/mixed-1.lzo").readAllBytes();

    assertThat(rest(open(concat(packed, new byte[511])))).hasSize(300_000);
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BZIP2"})
  void refusesOtherBytesAfterTheEndAndAfterPadding(Packer packer) throws IOException {
    byte[] packed = packer.pack(STREAM);
    byte[] padded = concat(packed, new byte[512]);
    padded[padded.length - 1] = 1;

    refuses(padded, Clause.SOURCE_COMPRESSED, STREAM.length, "zero padding");
    assertThatThrownBy(() -> rest(open(concat(packed, new byte[] {1, 2, 3, 4, 5}))))
        .isInstanceOf(StreamException.class);
    assertThatThrownBy(() -> rest(open(concat(padded, packed))))
        .isInstanceOf(StreamException.class);
  }

  @Test
  void refusesDataThatIsNotWhatTheHeaderSays() throws IOException {
    byte[] save = concat(libvirt(1, 7), Packer.XZ.pack(STREAM));

    refuses(save, Clause.LIBVIRT_FORMAT, LibvirtHeader.HEADER_BYTES + 7, "no gzip data");
  }

  @Test
  void unpacksTwoLayersAndRefusesThree() throws IOException {
    byte[] two = Packer.XZ.pack(Packer.GZIP.pack(STREAM));
    byte[] three = Packer.GZIP.pack(two);

    assertThat(rest(open(two))).isEqualTo(STREAM);
    refuses(three, Clause.SOURCE_COMPRESSED, 0, "more than 2 times");
  }

  @Test
  void takesTheDictionaryOfTheStrongestPresetAndRefusesALargerOne() throws IOException {
    byte[] strongest = xz(64 << 20);
    byte[] larger = xz(96 << 20);

    assertThat(rest(open(strongest))).isEqualTo(STREAM);
    assertThatThrownBy(() -> rest(open(larger)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("more memory than this reader gives");
  }

  private static byte[] xz(int dictionaryBytes) throws IOException {
    LZMA2Options options = new LZMA2Options(0);
    options.setDictSize(dictionaryBytes);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream packer = new XZOutputStream(packed, options)) {
      packer.write(STREAM);
    }
    return packed.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"27, true", "28, false"})
  void takesAWindowOfZstdUpToItsLimit(int windowLog, boolean taken) throws IOException {
    // A frame by hand: its window, and one last block of eight raw bytes.
    byte[] packed = {
      0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (windowLog - 10 << 3), 65, 0, 0
    };
    byte[] frame = concat(packed, Arrays.copyOf(STREAM, 8));

    if (taken) {
      assertThat(rest(open(frame))).isEqualTo(Arrays.copyOf(STREAM, 8));
    } else {
      assertThatThrownBy(() -> rest(open(frame))).isInstanceOf(LimitExceededException.class);
    }
  }

  @Test
  void refusesASnapshotOfWhatIsNoDiskImage() {
    StreamSource.Options options = new StreamSource.Options(0, "first", 1 << 20);

    assertThatThrownBy(() -> open(STREAM, options))
        .isInstanceOf(StreamException.class)
        .hasMessageContaining("no qcow2");
  }

  @Test
  void boundsWhatIsUnpacked() throws IOException {
    byte[] packed = Packer.GZIP.pack(STREAM);

    assertThat(rest(open(packed, new StreamSource.Options(0, null, STREAM.length))))
        .isEqualTo(STREAM);
    assertThatThrownBy(
            () -> rest(open(packed, new StreamSource.Options(0, null, STREAM.length - 1))))
        .isInstanceOf(LimitExceededException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "7f454c46,ELF",
    "4b44554d50202020,kdump",
    "4449534b44554d50,kdump",
    "6d616b6564756d7066696c6500000000,makedumpfile -R",
    "454d694c,LiME",
    "58656e20736176656420646f6d61696e,xl restore",
    "11223344,multifd"
  })
  void namesFilesOfOtherKinds(String magic, String words) {
    byte[] file = Arrays.copyOf(java.util.HexFormat.of().parseHex(magic), 500);

    assertThatThrownBy(() -> rest(open(file)))
        .isInstanceOf(StreamException.class)
        .hasMessageContaining(words);
  }

  @Test
  void saysWhereAStreamStands() throws IOException {
    byte[] file = concat(new byte[0x1234], STREAM);

    refuses(file, Clause.STREAM_MAGIC, 0, "--offset 0x1234");
    assertThat(rest(open(file, new StreamSource.Options(0x1234, null, 1 << 20)))).isEqualTo(STREAM);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "3", "8"})
  void leavesShortInputToTheReader(int length) throws IOException {
    assertThat(rest(open(new byte[length]))).hasSize(length);
  }

  @Test
  void passesOnWhatTheChannelFailsWith() {
    ReadableByteChannel failing =
        Channels.newChannel(
            new java.io.SequenceInputStream(
                new ByteArrayInputStream(new byte[] {0x1f, (byte) 0x8b, 8, 0}),
                new java.io.InputStream() {
                  @Override
                  public int read() throws IOException {
                    throw new IOException("the disk is gone");
                  }
                }));

    assertThatThrownBy(() -> StreamSource.open(failing, StreamSource.Options.DEFAULT))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("the disk is gone");
  }

  private void refuses(byte[] file, Clause clause, long offset, String words) {
    assertThatThrownBy(() -> rest(open(file)))
        .hasMessageContaining(words)
        .isInstanceOfSatisfying(
            StreamException.class,
            e -> {
              assertThat(e.clause()).isEqualTo(clause);
              assertThat(e.offset()).isEqualTo(offset);
            });
  }

  private static StreamSource open(byte[] file) throws IOException {
    return open(file, StreamSource.Options.DEFAULT);
  }

  private static StreamSource open(byte[] file, StreamSource.Options options) throws IOException {
    return StreamSource.open(Channels.newChannel(new ByteArrayInputStream(file)), options);
  }

  static byte[] rest(StreamSource source) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer some = ByteBuffer.allocate(777);
    while (source.channel().read(some.clear()) >= 0) {
      all.write(some.array(), 0, some.position());
    }
    return all.toByteArray();
  }

  private static byte[] libvirt(int format, int dataBytes) {
    return ByteBuffer.allocate(LibvirtHeader.HEADER_BYTES + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("LibvirtQemudSave".getBytes(StandardCharsets.US_ASCII))
        .putInt(2)
        .putInt(dataBytes)
        .putInt(1)
        .putInt(format)
        .array();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
