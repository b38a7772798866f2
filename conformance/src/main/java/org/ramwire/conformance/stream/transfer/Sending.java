package org.ramwire.conformance.stream.transfer;

import java.io.Closeable;
import java.io.IOException;
import org.ramwire.codec.StreamOutput;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.SenderSeams;
import org.ramwire.sender.SenderStatistics;
import org.ramwire.sender.memory.MappedGuest;
import org.ramwire.sender.migration.RamMigration;
import org.ramwire.sender.migration.RamSender;

/**
 * One sending of a guest's memory to a target, from the container's first byte to the last.
 *
 * <p>Used once, by one thread; any thread may cancel it or read its statistics. Whatever happens,
 * closing stops the guest and closes the target.
 */
public final class Sending implements Closeable {

  private final BuiltInGuest guest;
  private final Container container;
  private final SendTarget target;
  private final StreamOutput output;
  private final RamSender sender;
  private volatile boolean cancelled;
  private long stoppedNanos;

  /**
   * Prepares a sending.
   *
   * @param memory what to send
   * @param options how
   * @param guest writes meanwhile
   * @param container what stands around the ram section
   * @param target takes the stream; closed with the sending
   */
  public Sending(
      MappedGuest memory,
      SenderOptions options,
      BuiltInGuest guest,
      Container container,
      SendTarget target) {
    this.guest = guest;
    this.container = container;
    this.target = target;
    this.output = new StreamOutput(target);
    SenderSeams seams = SenderSeams.DEFAULT.withThrottle(guest);
    this.sender = new RamSender(memory, options, output, seams);
  }

  /**
   * Sends.
   *
   * @return what it came to
   * @throws IOException if the memory or the target fails, or it is cancelled
   */
  public SendReport run() throws IOException {
    try {
      return send();
    } catch (IOException e) {
      throw cancelled ? new IOException("cancelled: the stream is not whole", e) : e;
    }
  }

  private SendReport send() throws IOException {
    long startNanos = System.nanoTime();
    guest.start();
    container.writeFront(output);
    new RamMigration(sender, container.section(output), output, this::switchOver).run();
    container.writeBehind(output);
    output.flush();
    double downMillis = millisSince(stoppedNanos);
    String note = target.finish();
    return new SendReport(
        sender.statistics(),
        output.offset(),
        millisSince(startNanos),
        downMillis,
        guest.highestThrottlePercent(),
        guest.writtenPages(),
        note);
  }

  private void switchOver() throws IOException {
    stoppedNanos = System.nanoTime();
    guest.stop();
    container.writeBeforeEnd(output);
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }

  /**
   * Returns the sender's counters.
   *
   * @return their values now
   */
  public SenderStatistics statistics() {
    return sender.statistics();
  }

  /** Gives the sending up: {@link #run} ends with an exception, and the stream has no end. */
  public void cancel() {
    cancelled = true;
    sender.cancel();
    try {
      // What may be waiting for the peer.
      target.close();
    } catch (IOException e) {
      // It is given up anyway.
    }
  }

  @Override
  public void close() throws IOException {
    guest.close();
    sender.close();
    target.close();
  }
}
