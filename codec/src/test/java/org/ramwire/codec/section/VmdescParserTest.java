package org.ramwire.codec.section;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.element.VmDescription;
import org.ramwire.codec.element.VmDescription.Device;

class VmdescParserTest {

  private static VmDescription parse(String json) throws IOException {
    byte[] bytes = ("xx" + json + "yyy").getBytes(UTF_8);
    return VmdescParser.parse(bytes, 2, bytes.length - 5, 9);
  }

  /** As QEMU writes it: structs nested in fields, arrays with one element's size, subsections. */
  private static final String REAL =
      """
      {"configuration": {"vmsd_name": "configuration", "version": 1,
         "fields": [{"name": "len", "type": "uint32", "size": 4},
                    {"name": "name", "type": "buffer", "size": 12}],
         "subsections": []},
       "page_size": 4096,
       "devices": [
        {"name": "timer", "instance_id": 0, "vmsd_name": "timer", "version": 2, "fields": [
          {"name": "cpu_ticks_offset", "type": "int64", "size": 8},
          {"name": "unused", "type": "unused_buffer", "size": 8},
          {"name": "cpu_clock_offset", "type": "int64", "size": 8}],
         "subsections": [
          {"vmsd_name": "timer/icount", "version": 1, "fields": [
            {"name": "qemu_icount_bias", "type": "int64", "size": 8}],
           "subsections": [
            {"vmsd_name": "timer/icount/x", "version": 1, "fields": [
              {"name": "y", "type": "bool", "size": 1}]}]}]},
        {"name": "cpu", "instance_id": 1, "vmsd_name": "cpu", "version": 12, "fields": [
          {"name": "env.regs", "array_len": 16, "type": "uint64", "size": 8},
          {"name": "env.segs", "array_len": 6, "type": "struct", "struct": {
            "vmsd_name": "segment", "version": 1, "fields": [
              {"name": "selector", "type": "uint32", "size": 4},
              {"name": "base", "type": "uint64", "size": 8}]}, "size": 24},
          {"name": "env.ldt", "type": "struct", "struct": {
            "vmsd_name": "segment", "version": 1, "fields": [
              {"name": "selector", "type": "uint32", "size": 4}],
            "subsections": [{"vmsd_name": "segment/more", "fields": [{"size": 99}]}]},
           "size": 24},
          {"name": "queue", "index": 0, "type": "uint8", "size": 1},
          {"name": "queue", "index": 1, "type": "uint8", "size": 1}]},
        {"name": "slirp", "instance_id": 0, "size": 77},
        {"name": "0000:00:02.0/vga", "instance_id": 4294967295, "vmsd_name": "vga",
         "fields": [{"name": "size-only", "size": 3}, {"name": "no size"}]}]}
      """;

  @Test
  void addsUpADescriptionAsQemuWritesIt() throws IOException {
    VmDescription description = parse(REAL);

    assertThat(description.pageSizeBytes()).isEqualTo(4096);
    assertThat(description.length()).isEqualTo(REAL.length());
    assertThat(description.devices())
        .hasSize(4)
        .contains(
            // 24 bytes of fields, then 05, length, name, version and 8; and once more inside.
            new Device("timer", 0, 24 + 6 + 12 + 8 + 6 + 14 + 1, false),
            new Device("cpu", 1, 16 * 8 + 6 * 24 + 24 + 2, false),
            new Device("0000:00:02.0/vga", -1, 3, false));
  }

  @Test
  void addsHeadAndNameForTheSection() {
    assertThat(new Device("timer", 0, 24, false).sectionBytes())
        .isEqualTo(1 + 4 + 1 + 5 + 4 + 4 + 24);
  }

  @Test
  void takesADescriptionWithoutDevices() throws IOException {
    assertThat(parse("{}")).isEqualTo(new VmDescription(2, 0, List.of()));
    assertThat(parse(" { \"devices\" : [ ] } ").devices()).isEmpty();
  }

  @Test
  void takesAnArrayWithNullElementsForLongerThanItSays() throws IOException {
    String field = "\"name\":\"css\",\"array_len\":4,\"type\":\"struct\",";
    String device = "{\"devices\":[{\"name\":\"%s\",\"fields\":[{" + field + "%s}]}]}";
    String nulls = "\"struct\":{},\"size\":1";
    String whole = "\"struct\":{\"fields\":[{\"size\":7,\"more\":[{}]}],\"x\":{}},\"size\":7";

    assertThat(parse(String.format(device, "any", nulls)).devices())
        .containsExactly(new Device("any", 0, 4, true));
    assertThat(parse(String.format(device, "s390_css", whole)).devices())
        .containsExactly(new Device("s390_css", 0, 10, true));
    assertThat(parse(String.format(device, "any", whole)).devices())
        .containsExactly(new Device("any", 0, 28, false));
    Device least = new Device("any", 0, 4, true);
    assertThat(least.mayTake(3)).isFalse();
    assertThat(least.mayTake(4)).isTrue();
    assertThat(least.mayTake(103)).isTrue();
  }

  @Test
  void takesWhatIsAtTheLimitsOfItsShape() throws IOException {
    int most = VmdescParser.MAX_DEPTH;
    int digits = VmdescParser.MAX_NUMBER_CHARS;
    assertThat(parse("{\"a\":" + "[".repeat(most - 1) + "]".repeat(most - 1) + "}").length())
        .isPositive();
    assertThatExceptionOfType(StreamConstraintsException.class)
        .isThrownBy(() -> parse("{\"a\":" + "[".repeat(most) + "]".repeat(most) + "}"));
    assertThat(parse("{\"page_size\":" + "9".repeat(digits) + "}").pageSizeBytes()).isEqualTo(-1);
    assertThatExceptionOfType(StreamConstraintsException.class)
        .isThrownBy(() -> parse("{\"page_size\":" + "9".repeat(digits + 1) + "}"));
  }

  /** Names of one hash, which a table of names would refuse or be slow with. */
  @Test
  void takesManyNamesThatCollide() throws IOException {
    StringBuilder json = new StringBuilder("{\"a\":1");
    for (int number = 0; number < 1 << 16; number++) {
      json.append(",\"");
      for (int bit = 0; bit < 16; bit++) {
        json.append((number >> bit & 1) == 0 ? "Aa" : "BB");
      }
      json.append("\":1");
    }
    assertThat(parse(json.append('}').toString()).devices()).isEmpty();
  }

  @Test
  void takesTheLastOfDuplicates() throws IOException {
    VmDescription description =
        parse(
            "{\"page_size\":1,\"page_size\":2,\"devices\":[{\"name\":\"a\",\"name\":\"b\","
                + "\"fields\":[{\"size\":1,\"size\":5}]}]}");

    assertThat(description.pageSizeBytes()).isEqualTo(2);
    assertThat(description.devices()).containsExactly(new Device("b", 0, 5, false));
  }

  @Test
  void tellsAPageSizeThatIsNoNumberFromNone() throws IOException {
    for (String value :
        List.of(
            "\"4096\"",
            "null",
            "{}",
            "[4096]",
            "1.5",
            "0",
            "-4096",
            "1e300",
            "1e2000000000",
            "4096e99999999999999",
            "4096.0000000000000000000000001",
            "18446744073709555712")) {
      assertThat(parse("{\"page_size\":" + value + "}").pageSizeBytes()).isNotIn(0L, 4096L);
    }
    for (String value : List.of("4096.0", "4.096e3", "40960000e-4")) {
      assertThat(parse("{\"page_size\":" + value + "}").pageSizeBytes()).isEqualTo(4096);
    }
    assertThat(parse("{\"a\":{\"page_size\":1}}").pageSizeBytes()).isZero();
  }

  @Test
  void takesNumbersBeyondSixtyFourBits() throws IOException {
    String huge = "99999999999999999999999";
    String json =
        "{\"page_size\":%s,\"devices\":[{\"instance_id\":%s,\"fields\":[{\"size\":%s}]}]}";

    assertThat(parse(String.format(json, huge, huge, huge)).pageSizeBytes()).isEqualTo(-1);
  }

  @Test
  void refusesWhatIsNotUtf8() {
    byte[] wide = "{\"a\":1}".getBytes(StandardCharsets.UTF_16BE);
    byte[] little = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
    byte[] overlong = "{\"a\":\"\u00c0\u0080\"}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] surrogate = "{\"a\":\"\u00ed\u00a0\u0080\"}".getBytes(StandardCharsets.ISO_8859_1);
    for (byte[] json : List.of(wide, little, overlong, surrogate)) {
      assertThatIOException().isThrownBy(() -> VmdescParser.parse(json, 0, json.length, 9));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"page_size\":\"4096\"}",
        "{\"page_size\":{}}",
        "{\"page_size\":1.5}",
        "{\"devices\":1}",
        "{\"devices\":{}}",
        "{\"devices\":null}",
        "{\"devices\":[{}]}",
        "{\"devices\":[{\"name\":1,\"instance_id\":\"x\",\"fields\":7}]}",
        "{\"devices\":[{\"fields\":{\"size\":1},\"subsections\":3}]}",
        "{\"devices\":[{\"fields\":[{\"size\":\"1\",\"array_len\":[]}]}]}",
        "{\"devices\":[{\"fields\":[1]}]}",
        "{\"devices\":[{\"fields\":[[{}],{}]}]}",
        "{\"devices\":[{\"subsections\":[null,{\"vmsd_name\":3}]}]}",
        "{\"devices\":[1,{}]}",
        "{\"devices\":[[]]}",
      })
  void takesAnyOtherShapeOfAnObject(String json) throws IOException {
    assertThat(parse(json).length()).isEqualTo(json.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "null",
        "{",
        "{\"a\"",
        "{\"a\":1",
        "{\"devices\":[",
        "{\"devices\":[{\"fields\":[{",
        "{}{}",
        "{} 1",
        "{]",
        "{\"devices\":[}]",
        "{\"a\":tru}",
        "{\"a\":\"\u0000\"}",
        "{\"a\":01}",
        "{'a':1}",
        "{\"a\":1,}",
      })
  void refusesWhatIsNotOneObject(String json) {
    assertThatIOException().isThrownBy(() -> parse(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1e999999999"})
  void endsHugeNumbersInAResultOrARefusal(String number) {
    for (String json :
        List.of(
            "{\"page_size\":" + number + "}",
            "{\"x\":" + number + "}",
            "{\"devices\":[{\"instance_id\":" + number + "}]}",
            "{\"devices\":[{\"fields\":[{\"size\":" + number + ",\"array_len\":2}]}]}")) {
      assertResultOrRefusal(json.getBytes(UTF_8));
    }
  }

  @Test
  void endsHostileShapesInAResultOrARefusal() {
    assertResultOrRefusal(("{\"a\":" + "[".repeat(2_000_000)).getBytes(UTF_8));
    assertResultOrRefusal("{\"a\":".repeat(500_000).getBytes(UTF_8));
    assertResultOrRefusal(
        ("{\"devices\":[{" + "\"subsections\":[{".repeat(300_000)).getBytes(UTF_8));
    assertResultOrRefusal(("{\"a\":" + "9".repeat(2_000_000) + "}").getBytes(UTF_8));
    assertResultOrRefusal(("{\"" + "a".repeat(2_000_000) + "\":1}").getBytes(UTF_8));
    assertResultOrRefusal(("{\"a\":\"" + "a".repeat(2_000_000) + "\"}").getBytes(UTF_8));
  }

  @Test
  void keepsNoMoreDevicesThanItIsTold() throws IOException {
    byte[] json = ("{\"devices\":[" + "{},".repeat(100_000) + "{}]}").getBytes(UTF_8);

    assertThat(VmdescParser.parse(json, 0, json.length, 9).devices()).hasSize(9);
  }

  @Test
  void sumsThatOverflowStayNumbers() throws IOException {
    String json =
        "{\"devices\":[{\"fields\":[{\"size\":9223372036854775807,\"array_len\":3},"
            + "{\"size\":-5}]}]}";

    assertThat(parse(json).devices()).hasSize(1);
  }

  @Property(seed = "20240601", tries = 2000, shrinking = ShrinkingMode.OFF)
  void endsAnyMutationInAResultOrARefusal(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] json = REAL.getBytes(UTF_8);
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      byte[] pieces = "{}[]\":,0e-\\\0\377".getBytes(UTF_8);
      json[random.nextInt(json.length)] =
          random.nextBoolean() ? pieces[random.nextInt(pieces.length)] : (byte) random.nextInt();
    }
    assertResultOrRefusal(json);
  }

  private static void assertResultOrRefusal(byte[] json) {
    try {
      assertThat(VmdescParser.parse(json, 0, json.length, 9)).isNotNull();
    } catch (IOException e) {
      assertThat(e).isNotNull();
    }
  }
}
