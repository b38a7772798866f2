package org.ramwire.conformance.lab.bench.jmh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.ramwire.conformance.lab.bench.EncoderFault;
import org.ramwire.conformance.lab.bench.Entrants;
import org.ramwire.conformance.lab.bench.ProviderPath;
import org.ramwire.conformance.lab.bench.TimedPasses;
import org.ramwire.conformance.lab.history.HistoryFile;
import org.ramwire.conformance.lab.history.PageHistory;

/** One pass of an encoder over a history: encoding all its pages, or decoding them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PassBenchmark {

  /** Name of the encoder. */
  @Param("")
  public String encoder = "";

  /** The file that holds the history. */
  @Param("")
  public String corpus = "";

  /** Jars with further encoders, each parted from the next as on a class path. */
  @Param("")
  public String providers = "";

  private TimedPasses passes;
  private PageHistory history;

  /** For JMH. */
  public PassBenchmark() {}

  /**
   * Reads the history and opens the encoder.
   *
   * @throws IOException if a file cannot be read
   * @throws EncoderFault if the encoder cannot be opened or loses data
   */
  @Setup(Level.Trial)
  public void open() throws IOException, EncoderFault {
    history = HistoryFile.read(Path.of(corpus));
    passes =
        Entrants.of(ProviderPath.load(ProviderPath.parse(providers)), encoder)
            .openTimed(history.pageSize());
    passes.pass(history, 0, history.pages());
  }

  /**
   * Makes packets' channels new.
   *
   * @throws EncoderFault if the encoder cannot be opened
   */
  @Setup(Level.Invocation)
  public void renew() throws EncoderFault {
    passes.renew(history, 0, history.pages());
  }

  /**
   * Encodes all pages.
   *
   * @return their bytes
   * @throws EncoderFault if the encoder fails
   */
  @Benchmark
  public long encode() throws EncoderFault {
    return passes.encode(history, 0, history.pages());
  }

  /**
   * Decodes all pages.
   *
   * @throws EncoderFault if the encoder fails
   */
  @Benchmark
  public void decode() throws EncoderFault {
    passes.decode(history, 0, history.pages());
  }

  /** Closes the encoder. */
  @TearDown(Level.Trial)
  public void close() {
    passes.close();
  }
}
