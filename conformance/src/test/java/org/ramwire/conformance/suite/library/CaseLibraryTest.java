package org.ramwire.conformance.suite.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.conformance.suite.cases.CaseSyntaxException;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.format.Clause;

class CaseLibraryTest {

  @Test
  void readsEveryHandWrittenCase() throws CaseSyntaxException {
    assertThat(CaseLibrary.handWritten()).hasSizeGreaterThan(120);
  }

  @Test
  void noCaseHasTheIdOfAClause() throws CaseSyntaxException {
    List<String> ids = CaseLibrary.handWritten().stream().map(ConformanceCase::id).toList();

    assertThat(ids).doesNotHaveDuplicates().noneMatch(id -> Clause.byId(id).isPresent());
  }

  @Test
  void everyCaseSaysWhyInOneSentence() throws CaseSyntaxException {
    assertThat(CaseLibrary.handWritten())
        .allSatisfy(
            one -> {
              assertThat(one.heading().why()).as(one.id()).endsWith(".");
              assertThat(one.heading().title()).as(one.id()).doesNotEndWith(".");
            });
  }

  @Test
  void refusesTwoCasesOfOneId(@TempDir Path folder) throws Exception {
    write(folder.resolve("one/SAME.case"), "SAME");
    write(folder.resolve("two/SAME.case"), "SAME");

    assertThatThrownBy(() -> CaseLibrary.readFolder(folder)).hasMessageContaining("is also in");
  }

  @Test
  void refusesAFileWithAnotherNameThanItsCase(@TempDir Path folder) throws Exception {
    write(folder.resolve("one/OTHER.case"), "SAME");

    assertThatThrownBy(() -> CaseLibrary.readFolder(folder)).hasMessageContaining("SAME");
  }

  @Test
  void everyClauseThatBindsAReaderHasACaseButThoseThatNoneCanShow() throws Exception {
    Set<Clause> tested = EnumSet.noneOf(Clause.class);
    CaseLibrary.all().forEach(one -> tested.addAll(one.clauses()));

    Set<Clause> untested = EnumSet.allOf(Clause.class);
    untested.removeIf(clause -> tested.contains(clause) || clause.role() == Clause.Role.WRITER);
    assertThat(untested)
        .containsExactlyInAnyOrder(
            // A warning cannot be seen from outside, nor what is in memory after a refusal.
            Clause.VMDESC_AGREES,
            Clause.DELTA_ALL_OR_NOTHING,
            // They bind a live destination, and a case is a file (waivers.txt).
            Clause.RETURN_MESSAGE,
            Clause.PING_ANSWERED,
            Clause.ALL_WELL,
            Clause.SWITCHOVER_ACKNOWLEDGED,
            Clause.ONE_CONNECTION,
            Clause.CANNOT_BE_DONE,
            Clause.MEMORY_WHOLE,
            // A reader may do so or not.
            Clause.DEVICE_SECTION_DESCRIBED,
            Clause.SOURCE_COMPRESSED,
            Clause.SOURCE_UNPACKED_BOUND,
            Clause.SOURCE_QCOW2,
            Clause.MAP_BITMAP_BOUND,
            Clause.LIMIT_VMDESC_SHAPE,
            Clause.LIMIT_CONTAINER);
  }

  private static void write(Path file, String id) throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        id %s
        title a title
        clauses RAM-045
        block 0 4096 ram
        stream <open> <close>
        expect accept
        source somewhere
        why Because.
        """
            .formatted(id));
  }
}
