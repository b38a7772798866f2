package org.ramwire.conformance.lab.capture;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramwire.conformance.lab.capture.RamPayloads.PageRecord;
import org.ramwire.conformance.lab.scenario.Determinism;
import org.ramwire.format.PageSize;

/** The comparison of a fresh capture with a golden stream, as far as captures come out the same. */
public final class GoldenCheck {

  private static final int SHOWN_BYTES = 8;

  private GoldenCheck() {}

  /**
   * Compares memory, and of the stream what the golden stream calls deterministic.
   *
   * @param golden what was captured once
   * @param fresh what was captured now
   * @return what differs first, or nothing
   * @throws IOException if a stream cannot be read
   */
  public static Optional<String> difference(StoredGolden golden, CaptureResult fresh)
      throws IOException {
    Optional<String> difference = inMemory(golden, fresh);
    if (difference.isPresent()) {
      return difference;
    }
    PageSize pageSize = fresh.scenario().pageSize();
    return switch (golden.determinism()) {
      case STREAM -> firstDifference("stream", 0, golden.stream(), fresh.stream());
      case RAM -> inPayloads(golden.stream(), fresh.stream(), pageSize);
      case RECORDS -> inRecords(golden.stream(), fresh.stream(), pageSize);
    };
  }

  /**
   * Compares memory and page records alone: what comes out the same from another version too.
   *
   * @param golden what another version sent
   * @param fresh what was captured now
   * @return what differs first, or nothing
   * @throws IOException if a stream cannot be read
   */
  public static Optional<String> differenceInRecords(StoredGolden golden, CaptureResult fresh)
      throws IOException {
    Optional<String> difference = inMemory(golden, fresh);
    PageSize pageSize = fresh.scenario().pageSize();
    if (difference.isEmpty()) {
      difference = inRecords(golden.stream(), fresh.stream(), pageSize);
    }
    if (difference.isPresent() || golden.determinism() == Determinism.RECORDS) {
      return difference;
    }
    List<PageRecord> before = RamPayloads.of(golden.stream(), pageSize).pageRecords();
    List<PageRecord> now = RamPayloads.of(fresh.stream(), pageSize).pageRecords();
    return before.equals(now)
        ? Optional.empty()
        : Optional.of("the same records, in another order");
  }

  private static Optional<String> inMemory(StoredGolden golden, CaptureResult fresh) {
    if (golden.memory().size() != fresh.memory().size()) {
      return Optional.of(
          "blocks: golden " + golden.memory().size() + ", now " + fresh.memory().size());
    }
    for (int index = 0; index < fresh.memory().size(); index++) {
      byte[] memory = golden.memory().get(index);
      Optional<String> difference =
          firstDifference("memory of block " + index, 0, memory, fresh.memory().get(index));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> firstDifference(
      String what, long offset, byte[] golden, byte[] fresh) {
    int at = Arrays.mismatch(golden, fresh);
    if (at < 0) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            "%s differs first at 0x%x: golden %s, now %s",
            what, offset + at, shown(golden, at), shown(fresh, at)));
  }

  private static String shown(byte[] bytes, int at) {
    int end = Math.min(bytes.length, at + SHOWN_BYTES);
    return at == end ? "its end" : HexFormat.ofDelimiter(" ").formatHex(bytes, at, end);
  }

  private static Optional<String> inPayloads(byte[] golden, byte[] fresh, PageSize pageSize)
      throws IOException {
    List<RamPayloads.Payload> before = RamPayloads.of(golden, pageSize).payloads();
    List<RamPayloads.Payload> now = RamPayloads.of(fresh, pageSize).payloads();
    for (int i = 0; i < Math.min(before.size(), now.size()); i++) {
      RamPayloads.Payload payload = before.get(i);
      Optional<String> difference =
          firstDifference(
              "payload " + i + " of the ram section",
              payload.offset(),
              payload.bytes(),
              now.get(i).bytes());
      if (difference.isPresent()) {
        return difference;
      }
    }
    return before.size() == now.size()
        ? Optional.empty()
        : Optional.of("ram sections: golden " + before.size() + ", now " + now.size());
  }

  private static Optional<String> inRecords(byte[] golden, byte[] fresh, PageSize pageSize)
      throws IOException {
    Map<PageRecord, Integer> balance = new HashMap<>();
    for (PageRecord pageRecord : RamPayloads.of(golden, pageSize).pageRecords()) {
      balance.merge(pageRecord, 1, Integer::sum);
    }
    for (PageRecord pageRecord : RamPayloads.of(fresh, pageSize).pageRecords()) {
      balance.merge(pageRecord, -1, Integer::sum);
    }
    return balance.entrySet().stream()
        .filter(entry -> entry.getValue() != 0)
        .map(entry -> (entry.getValue() > 0 ? "missing now: " : "new: ") + entry.getKey())
        .sorted()
        .findFirst();
  }
}
