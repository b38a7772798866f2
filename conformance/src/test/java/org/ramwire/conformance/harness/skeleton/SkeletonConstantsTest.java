package org.ramwire.conformance.harness.skeleton;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramwire.conformance.harness.protocol.AnswerCode;
import org.ramwire.format.RamFlag;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamConstants;

/** The numbers that skeletons repeat, since they stand alone, are those of the format. */
class SkeletonConstantsTest {

  private static final long MAGIC_AND_VERSION =
      (long) StreamConstants.MAGIC << Integer.SIZE | StreamConstants.VERSION;

  /** The flags that a decoder and an encoder of PAGE and ZERO records cannot do without. */
  private static final Set<Long> NEEDED =
      Set.of(
          (long) RamFlag.ZERO,
          (long) RamFlag.MEM_SIZE,
          (long) RamFlag.PAGE,
          (long) RamFlag.EOS,
          (long) RamFlag.CONTINUE);

  /** Whole headers, the footer's type and the magic as numbers, and the mask of a byte. */
  private static final Set<Long> ALLOWED =
      Set.of(
          (long) (RamFlag.ZERO | RamFlag.CONTINUE),
          (long) (RamFlag.PAGE | RamFlag.CONTINUE),
          (long) SectionType.FOOTER,
          MAGIC_AND_VERSION,
          0xffL);

  private static final Pattern HEX = Pattern.compile("0x([0-9a-fA-F]+)");

  /** Magic and version as a string's eight bytes, or as one number. */
  private static final Pattern OPENING =
      Pattern.compile(StreamConstants.MAGIC_TEXT + "((?:\\\\x?[0-9]{1,2}){4})|0x([0-9a-f]{16})L");

  @TempDir private Path directory;

  private String codec(Skeleton skeleton) throws IOException {
    String source = Files.readString(skeleton.write(directory).get(0));
    int harness = source.indexOf("this part can stay");
    assertThat(harness).as("where the codec ends").isPositive();
    return source.substring(0, harness);
  }

  @ParameterizedTest
  @EnumSource(Skeleton.class)
  void hasTheFlagsOfTheFormatAndNoOtherNumberInHex(Skeleton skeleton) throws IOException {
    Set<Long> found = new TreeSet<>();
    HEX.matcher(codec(skeleton))
        .results()
        .map(hex -> Long.parseUnsignedLong(hex.group(1), 16))
        .forEach(found::add);

    assertThat(found).containsAll(NEEDED);
    found.removeAll(NEEDED);
    assertThat(ALLOWED).containsAll(found);
  }

  @ParameterizedTest
  @EnumSource(Skeleton.class)
  void opensAStreamAsTheFormatSays(Skeleton skeleton) throws IOException {
    List<Long> openings =
        OPENING.matcher(codec(skeleton)).results().map(SkeletonConstantsTest::opening).toList();

    assertThat(openings).containsExactly(MAGIC_AND_VERSION, MAGIC_AND_VERSION);
  }

  private static long opening(MatchResult found) {
    if (found.group(1) == null) {
      return Long.parseLong(found.group(2), 16);
    }
    long bytes = StreamConstants.MAGIC;
    for (String escape : found.group(1).substring(1).split("\\\\")) {
      bytes = bytes << Byte.SIZE | Integer.parseInt(escape.replace("x", ""), 16);
    }
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(Skeleton.class)
  void answersWithTheCodesOfTheProtocol(Skeleton skeleton) throws IOException {
    String codec = codec(skeleton);
    MatchResult done =
        Pattern.compile("(?i)\\bdone\\b").matcher(codec).results().findFirst().orElseThrow();

    assertThat(
            Pattern.compile("\\b[0-9]+\\b")
                .matcher(codec.substring(done.end()))
                .results()
                .limit(4)
                .map(number -> Integer.parseInt(number.group())))
        .containsExactly(
            AnswerCode.DONE, AnswerCode.REJECTED, AnswerCode.UNSUPPORTED, AnswerCode.HARNESS);
  }
}
