package org.ramwire.sender.model;

/** The modelled windows of 100 ms, each with room for a tenth of the bandwidth. */
final class ModelWindow {

  private static final int MILLIS = 100;

  /** What stands before a PART payload. */
  private static final int HEAD_BYTES = 5;

  private final ModelWire wire;
  private final boolean roomForHead;
  private long limit;
  private long openedAt;
  private long streamedBefore;
  private long movedBefore;
  private long bytesPerMilli;

  ModelWindow(ModelWire wire, long nowMillis, long bandwidth, boolean roomForHead) {
    this.roomForHead = roomForHead;
    this.wire = wire;
    this.openedAt = nowMillis;
    bandwidth(bandwidth);
  }

  void bandwidth(long bytesPerSecond) {
    limit = bytesPerSecond / (1000 / MILLIS);
  }

  boolean full() {
    long room = roomForHead ? Math.max(limit, HEAD_BYTES) : limit;
    return limit > 0 && wire.streamed() - streamedBefore > room;
  }

  boolean turn(long nowMillis) {
    long lasted = nowMillis - openedAt;
    if (lasted < MILLIS) {
      return false;
    }
    bytesPerMilli = (wire.moved() - movedBefore) / lasted;
    openedAt = nowMillis;
    streamedBefore = wire.streamed();
    movedBefore = wire.moved();
    return true;
  }

  /** Returns what the last whole window carried, in whole bytes. */
  long bytesPerMilli() {
    return bytesPerMilli;
  }
}
