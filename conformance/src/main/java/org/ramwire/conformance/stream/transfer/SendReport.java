package org.ramwire.conformance.stream.transfer;

import org.ramwire.sender.SenderStatistics;

/**
 * What a sending came to.
 *
 * @param statistics the sender's counters at its end
 * @param streamBytes everything that was written, the container included
 * @param totalMillis until the target had everything
 * @param downtimeMillis from the guest's stop to the stream's end
 * @param highestThrottlePercent how much the guest was slowed down at most
 * @param guestPages pages that the built-in guest wrote to, each time counted
 * @param note what else a person should know, or null
 */
public record SendReport(
    SenderStatistics statistics,
    long streamBytes,
    double totalMillis,
    double downtimeMillis,
    int highestThrottlePercent,
    long guestPages,
    String note) {}
