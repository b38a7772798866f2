package org.ramwire.conformance.lab.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.lab.scenario.Expectations;
import org.ramwire.conformance.lab.scenario.PageExpectation;
import org.ramwire.conformance.lab.scenario.Scenario;
import org.ramwire.conformance.lab.scenario.ScenarioBlock;
import org.ramwire.conformance.lab.scenario.ScenarioRun;
import org.ramwire.receiver.store.HeapMemory;

/** The checks that a capture passes before it is kept. */
final class CaptureVerification {

  private final Scenario scenario;
  private final ScenarioRun run;
  private final RecordLog log;
  private final Expectations expectations;

  CaptureVerification(Scenario scenario, ScenarioRun run, RecordLog log, String qemuVersion) {
    this.scenario = scenario;
    this.run = run;
    this.log = log;
    this.expectations = scenario.expectations().of(qemuVersion);
  }

  void checkBlocks(BlockList listed) throws VerificationException {
    List<String> wanted = scenario.blocks().stream().map(CaptureVerification::shown).toList();
    List<String> found = listed.blocks().stream().map(CaptureVerification::shown).toList();
    if (!wanted.equals(found)) {
      throw failed("the stream's blocks are " + found + ": expected " + wanted);
    }
  }

  private static String shown(ScenarioBlock block) {
    return block.idstr() + "=" + block.lengthBytes();
  }

  private static String shown(RamBlock block) {
    return block.idstr() + "=" + block.usedLength();
  }

  /** Compares three accounts of memory: the source's, the stream's and the scenario's. */
  void checkMemory(List<byte[]> source, HeapMemory received) throws VerificationException {
    for (int index = 0; index < source.size(); index++) {
      checkBlock(index, source.get(index), received.image(index), "the stream's records make");
      checkBlock(index, source.get(index), run.memory(index), "the scenario's writes make");
    }
  }

  private void checkBlock(int index, byte[] source, byte[] other, String account)
      throws VerificationException {
    int at = Arrays.mismatch(source, other);
    if (at >= 0) {
      throw failed(
          String.format(
              "block %d (%s) at 0x%x: the source's memory has %02x, %s %02x",
              index, scenario.blocks().get(index).idstr(), at, source[at], account, other[at]));
    }
  }

  void checkRecords() throws VerificationException {
    List<String> complaints = new ArrayList<>();
    if (run.roundsLeft()) {
      complaints.add("not every round was set off");
    }
    for (PageExpectation expected : expectations.pages()) {
      List<RecordLog.Entry> found = log.of(expected.page()).toList();
      if (!matches(found, expected.records())) {
        complaints.add(
            expected.page()
                + ": records "
                + found.stream().map(Object::toString).collect(Collectors.joining(" "))
                + ": expected "
                + String.join(" ", expected.records()));
      }
    }
    for (Map.Entry<String, Integer> total : expectations.totals().entrySet()) {
      int found = log.totals().getOrDefault(total.getKey(), 0);
      if (found != total.getValue()) {
        complaints.add(found + " " + total.getKey() + ": expected " + total.getValue());
      }
    }
    if (!complaints.isEmpty()) {
      throw failed(String.join("\n", complaints));
    }
  }

  private static boolean matches(List<RecordLog.Entry> found, List<String> expected) {
    if (found.size() != expected.size()) {
      return false;
    }
    for (int i = 0; i < found.size(); i++) {
      if (!found.get(i).is(expected.get(i))) {
        return false;
      }
    }
    return true;
  }

  private VerificationException failed(String message) {
    return new VerificationException(scenario.name() + ": " + message);
  }
}
