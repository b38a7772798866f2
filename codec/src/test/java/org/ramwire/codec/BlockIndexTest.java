package org.ramwire.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockIndexTest {

  private static final int NAMES = 4096;

  /** Names that count, names that share String's and Arrays' hash, names of one letter. */
  static Stream<List<String>> names() {
    return Stream.of(
        IntStream.range(0, NAMES).mapToObj(i -> "block" + i).toList(),
        IntStream.range(0, NAMES).mapToObj(BlockIndexTest::colliding).toList(),
        IntStream.range(0, 250).mapToObj("x"::repeat).toList());
  }

  private static String colliding(int number) {
    StringBuilder name = new StringBuilder();
    for (int bit = 0; bit < 12; bit++) {
      name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return name.toString();
  }

  @ParameterizedTest
  @MethodSource("names")
  void findsEachNameWithFewComparisons(List<String> names) {
    BlockIndex index = new BlockIndex();
    names.forEach(name -> assertThat(index.put(block(names.indexOf(name), name))).isNull());
    long building = index.comparisons();

    for (int i = 0; i < names.size(); i++) {
      byte[] window = ("<" + names.get(i) + ">").getBytes(StandardCharsets.UTF_8);
      assertThat(index.find(window, 1, window.length - 2).index()).isEqualTo(i);
      assertThat(index.find(window, 0, window.length)).isNull();
    }
    // Half of the slots are empty, so a search compares about one and a half names, a miss one
    // more.
    assertThat(building).isLessThan(10L * names.size());
    assertThat(index.comparisons() - building).isLessThan(10L * names.size());
  }

  @ParameterizedTest
  @MethodSource("names")
  void replacesABlockOfTheSameName(List<String> names) {
    BlockIndex index = new BlockIndex();
    names.forEach(name -> index.put(block(1, name)));
    names.forEach(name -> assertThat(index.put(block(2, name)).index()).isEqualTo(1));
    names.forEach(name -> assertThat(index.find(Idstr.of(name)).index()).isEqualTo(2));
  }

  private static RamBlock block(int index, String name) {
    return new RamBlock(index, Idstr.of(name), 4096);
  }
}
