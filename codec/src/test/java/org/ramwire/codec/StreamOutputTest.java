package org.ramwire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamOutputTest {

  private static final int BUFFER = 1 << 17;

  @Test
  void writesBigEndianFields() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(bytes);
    output.u8(0x101);
    output.be16(0x10203);
    output.be32(0x04050607);
    output.be64(0x08090a0b0c0d0e0fL);
    output.counted(new byte[] {7, 8});
    output.flush();

    assertThat(bytes.toByteArray())
        .isEqualTo(new Wire().hex("01 0203 04050607 08090a0b0c0d0e0f 02 0708").toArray());
    assertThat(output.offset()).isEqualTo(18);
  }

  @ParameterizedTest
  @ValueSource(ints = {-9, -8, -7, -1, 0, 1, BUFFER - 8, BUFFER, BUFFER + 1})
  void keepsOrderAndOffsetAroundTheBuffersEnd(int from) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(bytes);
    byte[] filler = new Wire().filled(BUFFER + from, 1).toArray();
    output.bytes(filler);
    output.be64(0x0102030405060708L);
    output.bytes(new Wire().filled(5, 3).filled(BUFFER + 1, 2).toArray(), 5, BUFFER + 1);
    output.u8(4);
    assertThat(output.offset()).isEqualTo(2L * BUFFER + from + 10);
    output.flush();

    assertThat(output.offset()).isEqualTo(2L * BUFFER + from + 10);
    assertThat(bytes.toByteArray())
        .isEqualTo(
            new Wire()
                .bytes(filler)
                .be64(0x0102030405060708L)
                .filled(BUFFER + 1, 2)
                .u8(4)
                .toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {BUFFER - 8, BUFFER - 7, BUFFER})
  void takesBytesOfABuffer(int length) throws IOException {
    byte[] filler = new Wire().filled(length, 1).toArray();
    ByteBuffer source = ByteBuffer.allocateDirect(length + 2).put(1, filler);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(bytes);
    output.be64(7);
    output.bytes(source, 1, length);
    assertThat(output.offset()).isEqualTo(8L + length);
    output.flush();

    assertThat(bytes.toByteArray()).isEqualTo(new Wire().be64(7).bytes(filler).toArray());
  }

  @Test
  void refusesMoreOfABufferThanItGathers() {
    StreamOutput output = new StreamOutput(new ByteArrayOutputStream());
    ByteBuffer source = ByteBuffer.allocate(BUFFER + 1);
    assertThatIllegalArgumentException().isThrownBy(() -> output.bytes(source, 0, BUFFER + 1));
    assertThat(output.offset()).isZero();
  }

  @Test
  void writesEverythingToATargetThatTakesSingleBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamOutput output =
        new StreamOutput(
            new WritableByteChannel() {
              @Override
              public int write(ByteBuffer source) {
                bytes.write(source.get());
                return 1;
              }

              @Override
              public boolean isOpen() {
                return true;
              }

              @Override
              public void close() {}
            });
    output.be64(0x0102030405060708L);
    output.flush();
    output.be16(0x0900);
    output.flush();

    assertThat(bytes.toByteArray()).isEqualTo(new Wire().hex("010203040506070809 00").toArray());
  }

  @Test
  void countsNamesOfUpTo255Bytes() throws IOException {
    StreamOutput output = new StreamOutput(new ByteArrayOutputStream());
    output.counted(new byte[255]);

    assertThat(output.offset()).isEqualTo(256);
    assertThatIllegalArgumentException().isThrownBy(() -> output.counted(new byte[256]));
    assertThat(output.offset()).isEqualTo(256);
  }
}
