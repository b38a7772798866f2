package org.ramwire.conformance.harness.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.ramwire.conformance.suite.cases.CaseSyntaxException;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.cases.Feature;
import org.ramwire.conformance.suite.cases.Role;
import org.ramwire.conformance.suite.library.CaseLibrary;
import org.ramwire.format.Clause;

/**
 * The decoders' cases as JUnit 5 tests, one for each.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> decodesAsTheClausesSay() {
 *   return RamwireCases.dynamicTests(task -> MyDecoder.decode(task.stream(), task.blocks()));
 * }
 * }</pre>
 */
public final class RamwireCases {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private RamwireCases() {}

  /**
   * Makes a test of each case.
   *
   * @param decoder the decoder under test
   * @param features what it can do, as {@code rwcp-1.md} names it; all but {@code large-blocks} if
   *     none is named. The test of a case that needs more is skipped
   * @return the tests, by the cases' group and id
   * @throws IllegalArgumentException if there is no such feature
   */
  public static Stream<DynamicTest> dynamicTests(StreamDecoder decoder, String... features) {
    Set<String> claimed = features.length == 0 ? allThatFitsIntoArrays() : Set.of(features);
    for (String feature : claimed) {
      if (Feature.byLabel(feature).isEmpty()) {
        throw new IllegalArgumentException("there is no feature '" + feature + "'");
      }
    }
    return cases().stream()
        .filter(one -> one.role() == Role.DECODE)
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.id() + ": " + one.heading().title(), () -> test(one, decoder, claimed)));
  }

  private static Set<String> allThatFitsIntoArrays() {
    return Stream.of(Feature.values())
        .filter(feature -> feature != Feature.LARGE_BLOCKS)
        .map(Feature::label)
        .collect(Collectors.toSet());
  }

  private static List<ConformanceCase> cases() {
    try {
      return CaseLibrary.all();
    } catch (IOException e) {
      throw new UncheckedIOException("the cases cannot be read", e);
    } catch (CaseSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static void test(ConformanceCase one, StreamDecoder decoder, Set<String> features) {
    SortedSet<String> lacking = new TreeSet<>(one.setup().needs());
    lacking.removeAll(features);
    Assumptions.assumeTrue(lacking.isEmpty(), () -> "needs " + String.join(", ", lacking));
    DecoderTask task = DecoderTask.of(one);
    List<byte[]> images;
    try {
      images = Assertions.assertTimeoutPreemptively(LIMIT, () -> decoder.decode(task));
    } catch (Exception e) {
      judgeException(one, e);
      return;
    }
    judgeImages(one, images);
  }

  private static void judgeException(ConformanceCase one, Exception thrown) {
    if (!(thrown instanceof IOException)) {
      Assertions.fail(text(one, "the decoder crashed: " + thrown), thrown);
    }
    if (one.expectation().kind() == Expectation.Kind.ACCEPT) {
      Assertions.fail(text(one, "the stream is valid, but was refused: " + thrown), thrown);
    }
  }

  private static void judgeImages(ConformanceCase one, List<byte[]> images) {
    Expectation.Accept accept;
    if (one.expectation() instanceof Expectation.Accept always) {
      accept = always;
    } else if (one.expectation() instanceof Expectation.Either either) {
      accept = either.accept();
    } else {
      Expectation.Reject reject = (Expectation.Reject) one.expectation();
      String clauses =
          reject.clauses().stream().map(Clause::id).collect(Collectors.joining(" or "));
      Assertions.fail(
          text(one, "the stream was taken, but breaks " + clauses + " at " + reject.where()));
      return;
    }
    Assertions.assertNotNull(images, () -> text(one, "the decoder returned null"));
    Assertions.assertEquals(
        accept.images().size(), images.size(), () -> text(one, "the number of images is wrong"));
    for (int i = 0; i < images.size(); i++) {
      compare(one, i, DecoderTask.bytes(accept.images().get(i)), images.get(i));
    }
  }

  private static void compare(ConformanceCase one, int index, byte[] expected, byte[] found) {
    int at = Arrays.mismatch(expected, found);
    if (at < 0) {
      return;
    }
    boolean longEnough = at < expected.length && at < found.length;
    String what =
        longEnough
            ? String.format(
                Locale.ROOT, "byte 0x%x is %02x, expected %02x", at, found[at], expected[at])
            : found.length + " bytes, expected " + expected.length;
    Assertions.fail(text(one, one.setup().blocks().get(index).idstr() + ": " + what));
  }

  /** The message of a failure, with what a person needs to understand it. */
  private static String text(ConformanceCase one, String what) {
    StringBuilder text = new StringBuilder(what);
    one.clauses()
        .forEach(
            clause ->
                text.append("\n  ").append(clause.id()).append("  ").append(clause.summary()));
    return text.append("\n  ").append(one.heading().why()).toString();
  }
}
