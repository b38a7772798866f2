package org.ramwire.conformance.harness.judge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ramwire.conformance.stream.anatomy.AnnotatedStream;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.format.Clause;

/** The bytes that a failure is about, beside their meaning. */
public final class Evidence {

  private static final int MAX_FURTHER = 5;
  private static final int SMALL_BYTES = 64 << 10;
  private static final int MAX_SMALL_LINES = 40;

  private Evidence() {}

  /** Shows what a decoder got wrong: the record of a wrong page, or what it should have refused. */
  public static List<String> of(CaseResult result) {
    ConformanceCase one = result.testCase();
    AnnotatedStream stream = annotated(one);
    if (result.difference() != null) {
      return stream.lastRecord(result.difference().block(), result.difference().pageOffset());
    }
    if (one.expectation() instanceof Expectation.Reject reject) {
      return stream.at(reject.where().first());
    }
    // Where a decoder stopped that should not have, nobody knows.
    return one.stream().length() <= SMALL_BYTES
        ? stream.all(MAX_SMALL_LINES, AnnotatedStream.Detail.SHORT)
        : List.of();
  }

  /** A decoder's case as bytes beside their meaning. */
  static AnnotatedStream annotated(ConformanceCase one) {
    return annotated(one, ByteBuffer.wrap(one.stream().toArray()));
  }

  private static AnnotatedStream annotated(ConformanceCase one, ByteBuffer bytes) {
    boolean body = one.setup().profile() == CaseProfile.BODY;
    return new AnnotatedStream(bytes, one.setup().pageSize().bytes(), body);
  }

  /** Shows what an encoder got wrong: the first faulty record, and the other faults in a line. */
  public static List<String> of(ConformanceCase one, Path stream, List<Violation> violations)
      throws IOException {
    List<String> lines = new ArrayList<>();
    Clause clause = violations.get(0).clause();
    if (clause != null) {
      lines.add(clause.id() + "   " + clause.summary());
    }
    try (FileChannel file = FileChannel.open(stream)) {
      ByteBuffer bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
      lines.addAll(annotated(one, bytes).at(violations.get(0).offset()));
    }
    violations.stream().skip(1).limit(MAX_FURTHER).forEach(next -> lines.add(next.text()));
    return lines;
  }
}
