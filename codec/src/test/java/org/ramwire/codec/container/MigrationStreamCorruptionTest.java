package org.ramwire.codec.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.TricklingChannel;
import org.ramwire.codec.Wire;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.format.PageSize;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;

/** Every cut and every wrong byte of a small whole stream: a result or a refusal, nothing else. */
class MigrationStreamCorruptionTest {

  private static final int PAGE = 1024;
  private static final int WINDOW = 2048;

  /** Far beyond what it takes: a hang is a failure too. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final String DESCRIPTION =
      "{\"page_size\":1024,\"devices\":["
          + "{\"name\":\"a\",\"instance_id\":0,\"fields\":[{\"size\":4}]},"
          + "{\"name\":\"bb\",\"instance_id\":0,\"fields\":[{\"size\":3}]}]}";

  private static Wire whole(boolean footers) {
    Wire wire = new Wire().header().machine("pc").subsection("configuration/target-page-bits");
    wire.be32(10);
    wire.ramStart(2).list(4 * PAGE).entry("r", 3 * PAGE).entry("s", PAGE).eos();
    footer(wire, footers, 2);
    wire.part(2).page(0, "r", PAGE, 0x7e).pageContinued(PAGE, PAGE, 1).eos();
    footer(wire, footers, 2);
    wire.command(2, new byte[4]);
    wire.end(2).zero(0, "s", 0).be64(0x60).hex("01 0003 000109").eos();
    footer(wire, footers, 2);
    wire.full(3, "a", new byte[] {1, 0x7e, 3, 4});
    footer(wire, footers, 3);
    wire.full(4, "bb", new byte[] {5, 6, 7});
    footer(wire, footers, 4);
    return wire.eof().vmdesc(DESCRIPTION);
  }

  private static void footer(Wire wire, boolean footers, int id) {
    if (footers) {
      wire.footer(id);
    }
  }

  /** Reads; returns the refusal, or null where there was a result. */
  private static StreamException outcome(byte[] bytes, Strictness strictness, String what) {
    ReaderOptions options =
        ReaderOptions.DEFAULT.withPageSize(new PageSize(PAGE)).withStrictness(strictness);
    try {
      StreamInput input = new StreamInput(new TricklingChannel(bytes, bytes.length), WINDOW);
      MigrationStreamReader.open(input, options, new StreamAdapter() {}).read();
      return null;
    } catch (StreamException e) {
      assertThat(e.offset()).as(what).isBetween(0L, (long) bytes.length);
      return e;
    } catch (IOException | RuntimeException e) {
      return fail(what + ": neither a result nor a refusal: " + e, e);
    }
  }

  @Test
  void readsTheWholeStream() throws Exception {
    for (boolean footers : new boolean[] {true, false}) {
      assertThat(StreamLog.warnings(StreamLog.of(whole(footers)))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Strictness.class)
  void refusesEveryCutButBeforeTheDescription(Strictness strictness) {
    boolean strict = strictness == Strictness.STRICT;
    for (boolean footers : new boolean[] {true, false}) {
      byte[] bytes = whole(footers).toArray();
      int eof = bytes.length - DESCRIPTION.length() - 5;
      for (int length = 0; length < bytes.length; length++) {
        StreamException refusal =
            outcome(Arrays.copyOf(bytes, length), strictness, "cut at " + length);
        if (length < eof && !endsLikeEof(footers, bytes, length)) {
          assertThat(refusal).as("cut at " + length).isNotNull();
        } else if (length == eof || (length > eof && !strict && footers)) {
          assertThat(refusal).as("cut at " + length).isNull();
        }
      }
    }
  }

  /**
   * Without footers and description an opaque piece that ends in 00 cannot be told from a whole.
   */
  private static boolean endsLikeEof(boolean footers, byte[] bytes, int length) {
    return !footers && length > 0 && bytes[length - 1] == 0;
  }

  @Test
  void endsEveryWrongByteInAResultOrARefusal() {
    assertTimeoutPreemptively(LONGEST, () -> spoilEveryByte(true, Strictness.STRICT, 1));
  }

  @Test
  void endsWrongBytesOfAStreamWithoutFootersInAResultOrARefusal() {
    assertTimeoutPreemptively(LONGEST, () -> spoilEveryByte(false, Strictness.STRICT, 31));
  }

  @Test
  void endsWrongBytesAsTheSeedsBuildInAResultOrARefusal() {
    assertTimeoutPreemptively(LONGEST, () -> spoilEveryByte(true, Strictness.SEED_BUILD, 31));
  }

  private static void spoilEveryByte(boolean footers, Strictness strictness, int step) {
    byte[] bytes = whole(footers).toArray();
    for (int at = 0; at < bytes.length; at++) {
      byte right = bytes[at];
      int stepHere = insidePage(bytes, at) ? 85 : step;
      for (int difference = 1; difference < 256; difference += stepHere) {
        bytes[at] = (byte) (right + difference);
        outcome(bytes, strictness, "byte " + at + " = " + bytes[at]);
      }
      bytes[at] = right;
    }
  }

  /** A page's bytes are all the same to a reader: a few wrong values of each will do. */
  private static boolean insidePage(byte[] bytes, int at) {
    for (int i = at - 9; i <= at + 9; i++) {
      if (i < 0 || i >= bytes.length || bytes[i] != bytes[at]) {
        return false;
      }
    }
    return true;
  }
}
