package org.ramwire.conformance.lab.seedbuild;

import java.util.List;
import java.util.Locale;
import org.ramwire.compression.PageDeflater;

/**
 * What a QMP command in mid-flight changes in the stream. Those that change when something is sent
 * and not what (speed, downtime, throttling) change nothing here: the sections of the capture say
 * when.
 */
final class MidFlight {

  private static final List<String> LEVEL_NAMES = List.of("compress-level", "compress_level");

  private MidFlight() {}

  static void add(String command, CaptureJson entry, int phase, List<CapturedEvent> events)
      throws CaptureFault {
    switch (command.replace('_', '-').toLowerCase(Locale.ROOT)) {
      case "migrate-set-cache-size" -> {
        long size = entry.field("args").field("value").number(Long.MIN_VALUE, Long.MAX_VALUE);
        if (isCacheSize(size)) {
          events.add(new CapturedEvent(CapturedEvent.Kind.CACHE_SIZE, phase, size, List.of()));
        }
      }
      case "migrate-set-parameters" -> {
        CaptureJson arguments = entry.field("args");
        for (String name : LEVEL_NAMES) {
          if (arguments.has(name)) {
            long level = arguments.field(name).number(Long.MIN_VALUE, Long.MAX_VALUE);
            // QEMU refuses another, and changes nothing.
            if (level >= PageDeflater.MIN_LEVEL && level <= PageDeflater.MAX_LEVEL) {
              events.add(new CapturedEvent(CapturedEvent.Kind.LEVEL, phase, level, List.of()));
            }
          }
        }
      }
      default -> {}
    }
  }

  /** Tells whether a size is one: what is no cache's was refused, and changed nothing. */
  static boolean isCacheSize(long bytes) {
    return bytes >= SeedCapture.PAGE_SIZE.bytes() && bytes <= SeedCaptureReader.MAX_CACHE_BYTES;
  }
}
