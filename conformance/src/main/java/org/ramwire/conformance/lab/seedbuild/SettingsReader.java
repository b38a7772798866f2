package org.ramwire.conformance.lab.seedbuild;

import java.util.HashMap;
import java.util.Map;

/** The reading of what was set before a captured migration: the scenario, and QEMU's own word. */
final class SettingsReader {

  private static final long USUAL_CACHE_BYTES = 64L << 20;
  private static final long USUAL_BYTES_PER_SECOND = 32L << 20;
  private static final double USUAL_DOWNTIME_SECONDS = 0.3;
  private static final int USUAL_THREADS = 8;
  private static final int USUAL_LEVEL = 1;
  private static final int MAX_THREADS = 255;
  private static final int MAX_LEVEL = 9;
  private static final double MAX_DOWNTIME_SECONDS = 2000;

  private final Map<String, Boolean> capabilities = new HashMap<>();
  private final Map<String, Long> parameters = new HashMap<>();
  private long cacheBytes = USUAL_CACHE_BYTES;
  private long bytesPerSecond = -1;
  private double downtimeSeconds = -1;
  private boolean migrating;

  private SettingsReader() {}

  static CapturedSettings settings(CaptureJson scenario, CaptureJson stats, CapturedLog log)
      throws CaptureFault {
    SettingsReader reader = new SettingsReader();
    for (CaptureJson step : scenario.field("setup").elements()) {
      for (String name : step.names()) {
        reader.take(name, step.field(name));
      }
    }
    reader.takeStats(stats, log);
    return reader.build();
  }

  private void take(String name, CaptureJson value) throws CaptureFault {
    switch (name.replace('_', '-')) {
      case "caps" -> {
        for (String capability : value.names()) {
          capabilities.put(capability.replace('_', '-'), value.field(capability).truth());
        }
      }
      case "params", "migrate-set-parameters" -> {
        if (!migrating) {
          takeParameters(value);
        }
      }
      case "migrate-set-cache-size" -> {
        long size = value.field("value").number(Long.MIN_VALUE, Long.MAX_VALUE);
        if (!migrating && MidFlight.isCacheSize(size)) {
          cacheBytes = size;
        }
      }
      case "migrate-set-speed" -> {
        long speed = value.field("value").number(0, Long.MAX_VALUE);
        // A limit of 0 is none.
        bytesPerSecond = bytesPerSecond == 0 || speed == 0 ? 0 : Math.max(bytesPerSecond, speed);
      }
      case "migrate-set-downtime" ->
          downtimeSeconds =
              Math.max(downtimeSeconds, value.field("value").fraction(0, MAX_DOWNTIME_SECONDS));
      case "migrate" -> migrating = true;
      // What is not known here either changes nothing in the stream, or the comparison shows it.
      default -> {}
    }
  }

  private void takeParameters(CaptureJson value) throws CaptureFault {
    for (String parameter : value.names()) {
      CaptureJson number = value.field(parameter);
      if (number.node().isIntegralNumber()) {
        parameters.put(parameter.replace('_', '-'), number.number(Long.MIN_VALUE, Long.MAX_VALUE));
      }
    }
  }

  private void takeStats(CaptureJson stats, CapturedLog log) throws CaptureFault {
    if (stats.has("capabilities")) {
      for (CaptureJson one : stats.field("capabilities").elements()) {
        capabilities.put(one.field("capability").text(), one.field("state").truth());
      }
    }
    if (stats.has("parameters")) {
      CaptureJson all = stats.field("parameters");
      Long level = parameters.get("compress-level");
      takeParameters(all);
      if (log.has(CapturedEvent.Kind.LEVEL)) {
        parameters.put("compress-level", level == null ? USUAL_LEVEL : level);
      }
    }
    if (stats.has("cache_size") && !log.has(CapturedEvent.Kind.CACHE_SIZE)) {
      cacheBytes =
          stats
              .field("cache_size")
              .number(SeedCapture.PAGE_SIZE.bytes(), SeedCaptureReader.MAX_CACHE_BYTES);
    }
  }

  private CapturedSettings build() throws CaptureFault {
    double seconds = downtimeSeconds < 0 ? USUAL_DOWNTIME_SECONDS : downtimeSeconds;
    return new CapturedSettings(
        has("xbzrle"),
        cacheBytes,
        has("compress"),
        parameter("compress-threads", USUAL_THREADS, 1, MAX_THREADS),
        parameter("compress-level", USUAL_LEVEL, 0, MAX_LEVEL),
        has("auto-converge"),
        bytesPerSecond < 0 ? USUAL_BYTES_PER_SECOND : bytesPerSecond,
        (long) Math.ceil(seconds * 1000));
  }

  private boolean has(String capability) {
    return capabilities.getOrDefault(capability, false);
  }

  private int parameter(String name, int usual, int least, int most) throws CaptureFault {
    long value = parameters.getOrDefault(name, (long) usual);
    if (value < least || value > most) {
      throw new CaptureFault(name, "expected " + least + " to " + most + ", found " + value);
    }
    return (int) value;
  }
}
