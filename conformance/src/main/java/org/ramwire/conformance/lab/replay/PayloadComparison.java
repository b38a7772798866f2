package org.ramwire.conformance.lab.replay;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramwire.conformance.lab.capture.RamPayloads;
import org.ramwire.conformance.lab.capture.RamPayloads.PageRecord;

/** The comparison of a replay's payloads with the golden ones. */
final class PayloadComparison {

  private static final int SHOWN_CHARACTERS = 100;

  private PayloadComparison() {}

  /** Returns what differs first, or nothing. */
  static Optional<String> difference(RamPayloads golden, RamPayloads sent, boolean inOrder) {
    List<List<PageRecord>> expected = golden.pageRecordsByPayload();
    List<List<PageRecord>> found = sent.pageRecordsByPayload();
    for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
      Optional<String> difference =
          inOrder ? inOrder(expected.get(i), found.get(i)) : asSets(expected.get(i), found.get(i));
      if (difference.isEmpty() && inOrder) {
        byte[] goldenBytes = golden.payloads().get(i).bytes();
        difference = inBytes(goldenBytes, sent.payloads().get(i).bytes());
      }
      if (difference.isPresent()) {
        RamPayloads.Payload payload = golden.payloads().get(i);
        byte[] sentBytes = sent.payloads().get(i).bytes();
        // Where threads decide the order, the first byte that differs says nothing.
        String bytes = inOrder ? ByteContrast.of(payload.offset(), payload.bytes(), sentBytes) : "";
        return Optional.of("section " + i + ", " + difference.get() + bytes);
      }
    }
    return expected.size() == found.size()
        ? Optional.empty()
        : Optional.of("golden has " + expected.size() + " sections, the replay " + found.size());
  }

  private static Optional<String> inOrder(List<PageRecord> golden, List<PageRecord> sent) {
    for (int i = 0; i < Math.max(golden.size(), sent.size()); i++) {
      String expected = i < golden.size() ? golden.get(i).toString() : "EOS";
      String found = i < sent.size() ? sent.get(i).toString() : "EOS";
      if (!expected.equals(found) || !golden.get(i).equals(sent.get(i))) {
        return Optional.of(
            "record " + i + ": golden " + shown(expected) + ", replayed " + shown(found));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> asSets(List<PageRecord> golden, List<PageRecord> sent) {
    Map<PageRecord, Integer> balance = new HashMap<>();
    golden.forEach(record -> balance.merge(record, 1, Integer::sum));
    sent.forEach(record -> balance.merge(record, -1, Integer::sum));
    return balance.entrySet().stream()
        .filter(entry -> entry.getValue() != 0)
        .map(entry -> (entry.getValue() > 0 ? "missing: " : "too many: ") + entry.getKey())
        .sorted()
        .map(PayloadComparison::shown)
        .findFirst();
  }

  /** Finds what records do not show: CONTINUE, the block list, what stands before EOS. */
  private static Optional<String> inBytes(byte[] golden, byte[] sent) {
    int at = Arrays.mismatch(golden, sent);
    return at < 0
        ? Optional.empty()
        : Optional.of("byte " + at + " of the payload, in records that are otherwise equal");
  }

  private static String shown(String text) {
    return text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
  }
}
