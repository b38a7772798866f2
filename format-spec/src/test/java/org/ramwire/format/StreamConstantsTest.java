package org.ramwire.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class StreamConstantsTest {

  @Test
  void theMagicIsItsText() {
    assertThat(ByteBuffer.wrap(StreamConstants.MAGIC_TEXT.getBytes(US_ASCII)).getInt())
        .isEqualTo(StreamConstants.MAGIC);
  }
}
