package org.ramwire.codec.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ramwire.codec.Faults.assertFault;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.Faults;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.Wire;
import org.ramwire.codec.container.StreamLog;
import org.ramwire.format.Clause;
import org.ramwire.format.UnsupportedStreamException;

class StreamWrapperTest {

  private static final int HEADER = 92;

  private static Wire wrapper(ByteOrder order, int version, int data, int running, int format) {
    ByteBuffer fields = ByteBuffer.allocate(HEADER).order(order);
    fields.put("LibvirtQemudSave".getBytes(US_ASCII));
    fields.putInt(version).putInt(data).putInt(running).putInt(format);
    return new Wire().bytes(fields.array());
  }

  private static void stream(Wire wire) {
    wire.header().ramStart(2).oneBlock("r", 4096).eos().end(2).zero(0, "r", 0).eos().eof();
  }

  private static ByteOrder order(String name) {
    return name.equals("LE") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  @ParameterizedTest
  @CsvSource({"LE, 1", "LE, 2", "BE, 1", "BE, 2"})
  void readsEitherByteOrderAndVersion(String order, int version) throws Exception {
    Wire wire = wrapper(order(order), version, 1000, 1, 0).filled(1000, 'x');
    wire.then(StreamWrapperTest::stream);

    assertThat(StreamLog.of(wire))
        .startsWith("0 libvirt " + order(order) + " v" + version + " 1000 running raw")
        .contains("1100 START 2 ram");
  }

  @Test
  void readsAPausedGuestAndNoXml() throws Exception {
    Wire wire = wrapper(ByteOrder.LITTLE_ENDIAN, 2, 0, 0, 0).then(StreamWrapperTest::stream);

    assertThat(StreamLog.of(wire))
        .startsWith("0 libvirt LITTLE_ENDIAN v2 0 paused raw", "100 START 2 ram");
  }

  @ParameterizedTest
  @CsvSource({
    "LE, 1, gzip",
    "LE, 2, bzip2",
    "LE, 3, xz",
    "LE, 4, lzop",
    "LE, 5, zstd",
    "BE, 1, gzip",
    "LE, 7, 7",
    "LE, -1, -1"
  })
  void namesTheFormatThatItDoesNotUnwrap(String order, int format, String name) {
    Wire wire = wrapper(order(order), 2, 10, 1, format).filled(10, 0).filled(99, 0);

    assertThat(assertFault(() -> StreamLog.of(wire), Clause.LIBVIRT_FORMAT, 28))
        .isInstanceOf(UnsupportedStreamException.class);
    assertThat(new LibvirtHeader(order(order), 2, 0, true, format).formatName()).contains(name);
  }

  @ParameterizedTest
  @CsvSource({"LE, 0", "LE, 3", "BE, 0", "BE, 3", "LE, -1", "BE, 65536"})
  void refusesAnotherVersion(String order, int version) {
    Wire wire = wrapper(order(order), version, 0, 1, 0).then(StreamWrapperTest::stream);

    assertFault(() -> StreamLog.of(wire), Clause.LIBVIRT_HEADER, 16);
  }

  @Test
  void refusesASaveThatWasNotFinished() {
    byte[] bytes = wrapper(ByteOrder.LITTLE_ENDIAN, 2, 0, 1, 0).then(w -> stream(w)).toArray();
    System.arraycopy("Part".getBytes(US_ASCII), 0, bytes, 12, 4);

    assertFault(() -> StreamLog.of(new Wire().bytes(bytes)), Clause.LIBVIRT_HEADER, 0);
  }

  @Test
  void takesAnotherFirstWordForNoWrapper() {
    byte[] bytes = wrapper(ByteOrder.LITTLE_ENDIAN, 2, 0, 1, 0).then(w -> stream(w)).toArray();
    bytes[15] = 'f';

    assertFault(() -> StreamLog.of(new Wire().bytes(bytes)), Clause.STREAM_MAGIC, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 20, 91})
  void reportsAHeaderThatIsCut(int length) {
    byte[] bytes = wrapper(ByteOrder.LITTLE_ENDIAN, 2, 0, 1, 0).toArray();
    Wire wire = new Wire().bytes(Arrays.copyOf(bytes, length));

    assertFault(() -> StreamLog.of(wire), Clause.ELEMENT_COMPLETE, 0);
  }

  @Test
  void reportsXmlThatIsCut() {
    Wire wire = wrapper(ByteOrder.LITTLE_ENDIAN, 2, -1, 1, 0).filled(500, 'x');

    assertFault(() -> StreamLog.of(wire), Clause.ELEMENT_COMPLETE, HEADER + 500);
  }

  @Test
  void countsOffsetsFromTheWrappersFirstByte() {
    Wire wire = wrapper(ByteOrder.LITTLE_ENDIAN, 2, 8, 1, 0).filled(8, 'x');
    wire.header().ramStart(2).oneBlock("r", 4096).be64(0);

    assertFault(() -> StreamLog.of(wire), Clause.ONE_KIND, wire.offset() - 8);
  }

  @Test
  void leavesTheInputAtTheStreamBeforeAReaderStarts() throws Exception {
    Wire wire = wrapper(ByteOrder.BIG_ENDIAN, 2, 8, 1, 0).filled(8, 'x').then(w -> stream(w));
    StreamInput input = Faults.input(wire.toArray());

    StreamWrapper wrapper = StreamWrapper.takeOff(input);

    assertThat(wrapper.offset()).isZero();
    assertThat(wrapper.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
    assertThat(input.offset()).isEqualTo(HEADER + 8);
    assertThat(StreamWrapper.takeOff(input)).isNull();
    assertThat(input.offset()).isEqualTo(HEADER + 8);
  }

  @Test
  void refusesAStreamThatIsNotSparseAsItsHeaderSays() {
    Wire wire = wrapper(ByteOrder.LITTLE_ENDIAN, 2, 0, 1, 6).then(w -> stream(w));

    assertFault(() -> StreamLog.of(wire), Clause.LIBVIRT_FORMAT, 28);
  }

  @Test
  void isTakenOffOnce() {
    Wire wire = wrapper(ByteOrder.LITTLE_ENDIAN, 2, 0, 1, 0);
    wire.bytes(wrapper(ByteOrder.LITTLE_ENDIAN, 2, 0, 1, 0).toArray()).then(w -> stream(w));

    assertFault(() -> StreamLog.of(wire), Clause.STREAM_MAGIC, HEADER);
  }
}
