package org.ramwire.sender.migration;

import java.io.IOException;
import org.ramwire.codec.StreamOutput;
import org.ramwire.sender.rules.SenderRules;

/**
 * A migration's loop: START, then PARTs until what is left can go while the guest stands still,
 * then END. Used once, by one thread.
 *
 * <p>What is left may be as much as the last window's bandwidth carries in the downtime limit. The
 * dirty log is synced only if what is known to be left is below that, so that a round ends before
 * the next one is looked for.
 */
public final class RamMigration {

  /** What happens beside the loop, on its thread. */
  @FunctionalInterface
  public interface Switchover {

    /** For a guest that stands still anyway. */
    Switchover NONE = () -> {};

    /**
     * Called after each PART, when the output has all of it.
     *
     * @throws IOException if the migration is to end with it
     */
    default void partSent() throws IOException {}

    /**
     * Stops the guest before END; what it has written until then goes with it.
     *
     * @throws IOException if it cannot be stopped
     */
    void stopGuest() throws IOException;
  }

  private final RamSender sender;
  private final RamSection section;
  private final StreamOutput output;
  private final Switchover switchover;
  private final SenderRules rules;

  /** Bytes that may be left for the last stage. */
  private long thresholdBytes;

  /**
   * Prepares a migration.
   *
   * @param sender a new one
   * @param section what stands around its payloads
   * @param output the sender's output; flushed after each section
   * @param switchover stops the guest
   */
  public RamMigration(
      RamSender sender, RamSection section, StreamOutput output, Switchover switchover) {
    this.sender = sender;
    this.section = section;
    this.output = output;
    this.switchover = switchover;
    this.rules = SenderRules.of(sender.options().profile());
  }

  /**
   * Writes the whole ram section.
   *
   * @throws SendCancelledException if the sender is cancelled
   * @throws IOException if the memory, the output or the guest fails
   */
  public void run() throws IOException {
    section.start();
    sender.setup();
    section.footer();
    output.flush();
    while (true) {
      pace();
      long left = sender.pending(thresholdBytes);
      if (left == 0 || left < thresholdBytes) {
        break;
      }
      section.part();
      sender.iterate();
      section.footer();
      output.flush();
      switchover.partSent();
    }
    switchover.stopGuest();
    section.end();
    sender.complete();
    section.footer();
    output.flush();
  }

  private void pace() throws IOException {
    RateLimit limit = sender.rateLimit();
    boolean turned = limit.turnWindow();
    if (limit.exceeded()) {
      limit.awaitRoom();
      turned = true;
    }
    if (turned) {
      double bytesPerMilli = rules.bandwidth(limit.measuredBytesPerMilli());
      thresholdBytes = (long) (bytesPerMilli * sender.options().downtimeLimitMillis());
    }
  }
}
