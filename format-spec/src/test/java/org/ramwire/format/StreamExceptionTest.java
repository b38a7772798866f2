package org.ramwire.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamExceptionTest {

  private static final Clause CLAUSE = Clause.PAGE_IN_BLOCK;
  private static final long OFFSET = 0x1f40;
  private static final String DETAIL = "page at 0x2000, block ends at 0x2000";

  static Stream<StreamException> inABlock() {
    return Stream.of(
        new MalformedStreamException(CLAUSE, OFFSET, "pc.ram", DETAIL),
        new TruncatedStreamException(CLAUSE, OFFSET, "pc.ram", DETAIL),
        new UnsupportedStreamException(CLAUSE, OFFSET, "pc.ram", DETAIL),
        new LimitExceededException(CLAUSE, OFFSET, "pc.ram", DETAIL));
  }

  static Stream<StreamException> inNoBlock() {
    return Stream.of(
        new MalformedStreamException(CLAUSE, OFFSET, DETAIL),
        new TruncatedStreamException(CLAUSE, OFFSET, DETAIL),
        new UnsupportedStreamException(CLAUSE, OFFSET, DETAIL),
        new LimitExceededException(CLAUSE, OFFSET, DETAIL));
  }

  @ParameterizedTest
  @MethodSource("inABlock")
  void carriesClauseOffsetAndBlock(StreamException e) {
    assertThat(e).isInstanceOf(IOException.class);
    assertThat(e.clause()).isSameAs(CLAUSE);
    assertThat(e.offset()).isEqualTo(OFFSET);
    assertThat(e.block()).isEqualTo("pc.ram");
    assertThat(e).hasMessage("RAM-012 at 0x1f40 in pc.ram: " + DETAIL);
  }

  @ParameterizedTest
  @MethodSource("inNoBlock")
  void namesNoBlockWhereThereIsNone(StreamException e) {
    assertThat(e.clause()).isSameAs(CLAUSE);
    assertThat(e.offset()).isEqualTo(OFFSET);
    assertThat(e.block()).isNull();
    assertThat(e).hasMessage("RAM-012 at 0x1f40: " + DETAIL);
  }

  @Test
  void showsOffsetsBeyond4Gib() {
    assertThat(new MalformedStreamException(CLAUSE, 0x1_0000_0000L, DETAIL))
        .hasMessageStartingWith("RAM-012 at 0x100000000: ");
  }

  @Test
  void needsAClause() {
    assertThatNullPointerException()
        .isThrownBy(() -> new MalformedStreamException(null, OFFSET, DETAIL))
        .withMessage("clause");
  }
}
