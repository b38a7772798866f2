package org.ramwire.compression.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.ramwire.compression.PacketEncoderContract;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PacketEncoder;
import org.ramwire.format.page.PageEncoders;

/** This module's encoders of packets: each kind against the contract, and every name once. */
class PacketEncodersTest {

  private static final PageSize PAGE = new PageSize(4096);
  private static final PageEncoders ENCODERS = PageEncoders.load();

  abstract static class Named extends PacketEncoderContract {

    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    protected PacketEncoder open(PageSize pageSize) {
      return ENCODERS.openPacket(name, pageSize);
    }
  }

  @Nested
  class Zlib extends Named {
    Zlib() {
      super("multifd-zlib-1");
    }
  }

  @Nested
  class Zstd extends Named {
    Zstd() {
      super("multifd-zstd-1");
    }
  }

  @Test
  void eachNameOpensAnEncoderOfThatName() {
    assertThat(ENCODERS.packetNames()).hasSize(10 + 22);
    for (String name : ENCODERS.packetNames()) {
      try (PacketEncoder encoder = ENCODERS.openPacket(name, PAGE)) {
        assertThat(encoder.name()).isEqualTo(name);
      }
    }
  }

  @Test
  void refusesANameThatNobodyHas() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ENCODERS.openPacket("multifd-zlib-10", PAGE))
        .withMessageContaining("multifd-zlib-10");
    assertThatIllegalArgumentException().isThrownBy(() -> ENCODERS.open("multifd-zlib-1", PAGE));
    assertThatIllegalArgumentException().isThrownBy(() -> ENCODERS.openPacket("zlib-1", PAGE));
  }

  /** A sync flush ends with an empty stored block: three bits, then 00 00 ff ff. */
  @Test
  void aZlibPacketEndsWithASyncFlush() throws DataFormatException {
    try (PacketEncoder channel = ENCODERS.openPacket("multifd-zlib-1", PAGE)) {
      byte[] target = new byte[channel.maxEncodedBytes(2)];
      byte[] pages = new byte[2 * PAGE.bytes()];
      int length = channel.encode(pages, 0, 2, target, 0);
      String hex = HexFormat.of().formatHex(target, 0, length);
      assertThat(hex).startsWith("7801").endsWith("0000ffff");
      int second = channel.encode(pages, 0, 2, target, 0);
      assertThat(HexFormat.of().formatHex(target, 0, second))
          .as("a stream has one header")
          .doesNotStartWith("7801")
          .endsWith("0000ffff");
    }
  }
}
