package org.ramwire.conformance.lab.bench;

/**
 * A model of a precopy migration, to say what an encoder's figures mean.
 *
 * <p>The first round sends the whole guest. While a round of t seconds lasts, the guest writes
 * {@code min(dirtyPagesPerSecond * t, workingSetPages)} different pages, which the next round
 * sends. The stream flows as fast as its slowest part: the encoder with its threads, the decoder
 * with its own, or the link. As soon as what is left passes in the time that the guest may stand
 * still, it stops, the rest is sent and the migration has converged. If a round has no fewer pages
 * than the one before it, or after {@value #MAX_ROUNDS} rounds, it does not converge.
 *
 * <p>If nobody has measured the decoder, it takes no time.
 *
 * <p>An encoder of deltas has nothing to compare with in the first round: its pages are plain then.
 * Each page takes a record's header of {@value #HEADER_BYTES} bytes beside its payload.
 *
 * @param guestBytes what the first round sends
 * @param workingSetBytes what the guest writes at most, the same pages again and again
 * @param dirtyBytesPerSecond size of the pages that the guest writes in a second
 * @param downtimeSeconds how long it may stand still
 * @param threads how many threads encode, and how many decode
 */
public record MigrationModel(
    long guestBytes,
    long workingSetBytes,
    double dirtyBytesPerSecond,
    double downtimeSeconds,
    int threads) {

  /** The rounds after which a migration does not converge any more. */
  public static final int MAX_ROUNDS = 1000;

  /** A record's header: the word of offset and flags. */
  public static final int HEADER_BYTES = 8;

  /** A guest of 16 GiB that writes 200 MiB a second in 1 GiB, and may stand still for 300 ms. */
  public static final MigrationModel DEFAULT =
      new MigrationModel(16L << 30, 1L << 30, 200 << 20, 0.3, 1);

  /**
   * What becomes of a migration.
   *
   * @param converges whether it comes to its end
   * @param rounds how many rounds it took, or were tried
   * @param seconds from its start to the guest's on the other side; to the last round tried if it
   *     does not converge
   * @param wireBytes what was sent
   * @param processorSeconds of encoding and decoding together
   */
  public record Forecast(
      boolean converges, int rounds, double seconds, double wireBytes, double processorSeconds) {}

  /**
   * Returns the same with another rate of writing.
   *
   * @param rate size of the pages that the guest writes in a second
   * @return the model
   */
  public MigrationModel withDirtyBytesPerSecond(double rate) {
    return new MigrationModel(guestBytes, workingSetBytes, rate, downtimeSeconds, threads);
  }

  /**
   * Foretells a migration.
   *
   * @param figures an encoder's
   * @param kind whether it has anything to do in the first round
   * @param linkBitsPerSecond the link
   * @return what becomes of it
   */
  public Forecast forecast(Row.Figures figures, EncoderKind kind, double linkBitsPerSecond) {
    double linkBytes = linkBitsPerSecond / 8;
    int pageBytes = figures.pageBytes();
    double wire = figures.bytesPerPage() + HEADER_BYTES;
    double encode = figures.encodeNanos().value() / 1e9;
    double decode = figures.decodeNanos() == null ? 0 : figures.decodeNanos().value() / 1e9;
    double perPage = Math.max(wire / linkBytes, Math.max(encode, decode) / threads);

    double pages = (double) guestBytes / pageBytes;
    boolean plainFirst = kind == EncoderKind.DELTA;
    double firstWire = plainFirst ? pageBytes + HEADER_BYTES : wire;
    double time = pages * (plainFirst ? firstWire / linkBytes : perPage);
    double sent = pages * firstWire;
    double work = plainFirst ? 0 : pages * (encode + decode);
    int rounds = 1;
    double seconds = time;
    while (true) {
      double written =
          Math.min(dirtyBytesPerSecond * time, Math.min(workingSetBytes, guestBytes)) / pageBytes;
      boolean last = written * perPage <= downtimeSeconds;
      if (!last && (rounds > 1 && written >= pages || rounds == MAX_ROUNDS)) {
        return new Forecast(false, rounds, seconds, sent, work);
      }
      pages = written;
      time = pages * perPage;
      seconds += time;
      sent += pages * wire;
      work += pages * (encode + decode);
      rounds++;
      if (last) {
        return new Forecast(true, rounds, seconds, sent, work);
      }
    }
  }
}
