package org.ramwire.conformance.harness.judge;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Limits;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.record.RamRecordReader;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.cases.CaseSetup;
import org.ramwire.conformance.suite.cases.EncoderKind;
import org.ramwire.conformance.suite.cases.EncoderTask;
import org.ramwire.format.Clause;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;
import org.ramwire.format.TruncatedStreamException;
import org.ramwire.receiver.RamReceiver;

/**
 * The judge of a stream that an encoder has written for a case.
 *
 * <p>The strict reader says whether it is well formed; on top of that every page record has to
 * bring what the guest holds in that round, every page that has changed has to come in its round,
 * and the clauses that bind writers alone have to hold. A validator judges any number of streams.
 */
public final class EncoderValidator {

  /** More than that helps nobody. */
  static final int MAX_VIOLATIONS = 20;

  private final CaseSetup setup;
  private final EncoderTask task;
  private final Set<EncoderKind> permitted;

  /**
   * Prepares to judge.
   *
   * @param setup profile, page size and blocks
   * @param task what the guest did
   * @param permitted the kinds of page records beside PAGE that may occur
   */
  public EncoderValidator(CaseSetup setup, EncoderTask task, Set<EncoderKind> permitted) {
    this.setup = setup;
    this.task = task;
    this.permitted = Set.copyOf(permitted);
  }

  /**
   * Judges a stream.
   *
   * @param stream stands at its first byte
   * @return what is wrong with it, in stream order; at most 20
   * @throws IOException if the channel fails
   */
  public List<Violation> validate(ReadableByteChannel stream) throws IOException {
    List<Violation> found = new ArrayList<>();
    WriterChecks checks = new WriterChecks(setup, task, permitted, found);
    StreamInput input = new StreamInput(stream);
    try (RamReceiver receiver =
        new RamReceiver(checks.memory(), setup.pageSize(), Strictness.STRICT)) {
      checks.passOnTo(receiver);
      read(input, checks);
      checks.finish(input.offset());
    } catch (StreamException e) {
      found.add(violation(e));
    }
    return List.copyOf(found.subList(0, Math.min(found.size(), MAX_VIOLATIONS)));
  }

  private static Violation violation(StreamException e) {
    String where = e.block() == null ? "" : "in " + e.block() + ": ";
    return new Violation(e.clause(), e.offset(), where + e.detail());
  }

  private void read(StreamInput input, WriterChecks checks) throws IOException {
    ReaderOptions options =
        new ReaderOptions(
            setup.pageSize(), Strictness.STRICT, Limits.DEFAULT, BlockList.of(setup.blocks()));
    if (setup.profile() != CaseProfile.BODY) {
      MigrationStreamReader.open(input, options, checks).read();
      return;
    }
    if (input.atEnd()) {
      throw new TruncatedStreamException(
          Clause.MEM_SIZE_FIRST, 0, "no byte at all: expected the block list (MEM_SIZE)");
    }
    RamRecordReader records = new RamRecordReader(input, options);
    while (!input.atEnd()) {
      records.readPayload(checks);
    }
  }
}
