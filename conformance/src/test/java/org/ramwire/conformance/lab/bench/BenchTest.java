package org.ramwire.conformance.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntUnaryOperator;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ramwire.conformance.lab.history.BuiltInHistory;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoder;
import org.ramwire.format.page.PageEncoders;
import org.ramwire.xbzrle.XbzrleEncoder;

/** Right encoders get figures, wrong ones a fault, and neither disturbs the other. */
class BenchTest {

  private static final PageHistory COUNTER = BuiltInHistory.COUNTER.make(PageSize.X86, 32);
  private static final PageHistory RANDOM = BuiltInHistory.RANDOM.make(PageSize.X86, 32);
  private static final BenchPlan PLAN = new BenchPlan(0, 3, 2_000_000, 1_000_000, 2_000_000_000);
  private static final PageEncoders ENCODERS = PageEncoders.load();

  private static List<Row> run(Entrant... entrants) {
    return new Bench(Arrays.asList(entrants), List.of(COUNTER, RANDOM), PLAN, text -> {}).run();
  }

  @Test
  void measuresEveryKindOnEveryHistory() {
    List<Row> rows =
        run(
            Entrants.of(ENCODERS, "plain"),
            Entrants.of(ENCODERS, "xbzrle"),
            Entrants.of(ENCODERS, "multifd-zlib-1"));
    assertThat(rows).hasSize(6).allMatch(row -> row.fault() == null);
    assertThat(rows.get(0).kind()).isEqualTo(EncoderKind.PAGE);
    assertThat(rows.get(1).kind()).isEqualTo(EncoderKind.DELTA);
    assertThat(rows.get(2).kind()).isEqualTo(EncoderKind.PACKET);
    assertThat(rows.get(0).figures().ratio()).isEqualTo(1);
    assertThat(rows.get(4).figures().plainShare()).as("random pages do not pay").isEqualTo(1);
    for (Row row : rows) {
      assertThat(row.figures().encodeNanos().samples()).isEqualTo(3);
      assertThat(row.figures().encodeNanos().value()).isPositive();
      assertThat(row.figures().decodeNanos().value()).isPositive();
    }
    assertThat(rows.get(3).figures().scaling()).isEmpty();
    assertThat(rows.get(0).figures().scaling().get(0).pagesPerSecond()).isPositive();
  }

  @Test
  void countsThePayloadThatTheEncoderGives() {
    XbzrleEncoder encoder = new XbzrleEncoder(PageSize.X86);
    long expected = 0;
    byte[] target = new byte[4096];
    for (int page = 0; page < COUNTER.pages(); page++) {
      expected +=
          encoder.encode(
              COUNTER.before(), page * 4096, COUNTER.after(), page * 4096, target, 0, 4096);
    }
    assertThat(run(Entrants.of(ENCODERS, "xbzrle")).get(0).figures().payloadBytes())
        .isEqualTo(expected);
  }

  /** An encoder that keeps pages plain in its own form, and that one fault can be put into. */
  private static class Copying implements PageEncoder {

    @Override
    public String name() {
      return "copying";
    }

    @Override
    public boolean needsPrevious() {
      return false;
    }

    @Override
    public int maxEncodedBytes() {
      return 4096;
    }

    @Override
    public int encode(byte[] page, int from, byte[] previous, int at, byte[] target, int to) {
      System.arraycopy(page, from, target, to, 4096);
      return 4096;
    }

    @Override
    public void decode(byte[] encoded, int from, int length, byte[] page, int to)
        throws DataFormatException {
      System.arraycopy(encoded, from, page, to, 4096);
    }
  }

  private record Outside(PageEncoder encoder) implements JavaEntrant {

    @Override
    public String name() {
      return encoder.name();
    }

    @Override
    public EncoderKind kind(PageSize pageSize) {
      return EncoderKind.PAGE;
    }

    @Override
    public TimedPasses openTimed(PageSize pageSize) {
      return new PagePasses(encoder, encoder, pageSize.bytes());
    }

    @Override
    public void prove(PageHistory history) throws EncoderFault {
      Proof.check(encoder, encoder, history);
    }
  }

  private static void assertFault(PageEncoder wrong, String... words) {
    List<Row> rows = run(new Outside(wrong), Entrants.of(ENCODERS, "plain"));
    assertThat(rows.get(0).fault()).contains(words);
    assertThat(rows.get(0).figures()).isNull();
    assertThat(rows.get(1).fault()).as("the other is measured").isNull();
    assertThat(rows.get(3).fault()).isNull();
  }

  @Test
  void takesARightEncoderFromOutside() {
    assertThat(run(new Outside(new Copying()))).allMatch(row -> row.fault() == null);
  }

  @Test
  void exposesAnEncoderThatLosesAByte() {
    assertFault(
        new Copying() {
          @Override
          public int encode(byte[] page, int from, byte[] previous, int at, byte[] target, int to) {
            super.encode(page, from, previous, at, target, to);
            target[to + 100] ^= 1;
            return 4096;
          }
        },
        "loses data",
        "page 0 of counter",
        "byte 100");
  }

  @Test
  void exposesAnEncoderThatWritesPastItsBound() {
    assertFault(
        new Copying() {
          @Override
          public int encode(byte[] page, int from, byte[] previous, int at, byte[] target, int to) {
            super.encode(page, from, previous, at, target, to);
            if (target.length > to + 4096) {
              target[to + 4096] = 1;
            }
            return 4096;
          }
        },
        "writes after its bound");
  }

  @Test
  void exposesAnEncoderThatChangesItsInput() {
    assertFault(
        new Copying() {
          @Override
          public int encode(byte[] page, int from, byte[] previous, int at, byte[] target, int to) {
            page[from] ^= 1;
            return super.encode(page, from, previous, at, target, to);
          }
        },
        "changes the page");
  }

  @Test
  void exposesALengthOutOfRange() {
    for (IntUnaryOperator wrong : List.<IntUnaryOperator>of(length -> -2, length -> 4097)) {
      assertFault(
          new Copying() {
            @Override
            public int encode(
                byte[] page, int from, byte[] previous, int at, byte[] target, int to) {
              return wrong.applyAsInt(0);
            }
          },
          "its length is");
    }
  }

  @Test
  void exposesAnEncoderThatThrows() {
    assertFault(
        new Copying() {
          @Override
          public int encode(byte[] page, int from, byte[] previous, int at, byte[] target, int to) {
            throw new IllegalStateException("no more");
          }
        },
        "no more");
    assertFault(
        new Copying() {
          @Override
          public void decode(byte[] encoded, int from, int length, byte[] page, int to)
              throws DataFormatException {
            throw new DataFormatException("what is this");
          }
        },
        "does not decode what it encoded: what is this");
  }

  @Test
  @Timeout(60)
  void leavesAnEncoderThatHangsBehind() {
    CountDownLatch never = new CountDownLatch(1);
    assertFault(
        new Copying() {
          @Override
          public int encode(byte[] page, int from, byte[] previous, int at, byte[] target, int to) {
            while (never.getCount() > 0) {
              Thread.onSpinWait();
            }
            return 0;
          }
        },
        "hangs");
    never.countDown();
  }

  @Test
  void exposesAnEncoderThatWorksInOtherThreads() {
    assertFault(
        new Copying() {
          @Override
          public int encode(byte[] page, int from, byte[] previous, int at, byte[] target, int to) {
            spinElsewhere(2_000_000);
            return super.encode(page, from, previous, at, target, to);
          }
        },
        "works in other threads");
  }

  /** Ramwire's own threads talk to a program: what they use is not the program's. */
  @Test
  void doesNotAccuseAProgramOfTheThreadsThatTalkToIt() {
    Entrant program =
        new Entrant() {
          @Override
          public String name() {
            return "program";
          }

          @Override
          public EncoderKind kind(PageSize pageSize) {
            return EncoderKind.PAGE;
          }

          @Override
          public OpenEncoder open(PageSize pageSize) {
            return new OpenEncoder() {
              @Override
              public Pass pass(PageHistory history, int fromPage, int toPage) {
                spinElsewhere(40_000_000);
                return new Pass(toPage - fromPage, 1000, 1000, 1000, 0, -1);
              }

              @Override
              public void close() {}
            };
          }
        };
    assertThat(run(program)).allMatch(row -> row.fault() == null);
  }

  private static void spinElsewhere(long nanos) {
    Thread helper =
        new Thread(
            () -> {
              long end = System.nanoTime() + nanos;
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
            });
    helper.start();
    try {
      helper.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void exposesAnEncoderThatForgetsAsTimeGoesOn() {
    assertFault(
        new Copying() {
          private int calls;

          @Override
          public int encode(byte[] page, int from, byte[] previous, int at, byte[] target, int to) {
            super.encode(page, from, previous, at, target, to);
            if (++calls > 100) {
              target[to] ^= 1;
            }
            return 4096;
          }
        },
        "loses data");
  }
}
