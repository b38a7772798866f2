package org.ramwire.conformance.harness.program;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.conformance.harness.protocol.HarnessException;

class ProgramFileTest {

  @TempDir private Path folder;

  private Path program;
  private Path text;

  @BeforeEach
  void makeFiles() throws Exception {
    program = Files.createFile(folder.resolve("program"));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    text = Files.createFile(folder.resolve("text"));
  }

  @Test
  void aProgramIsFoundByItsPathAndOnTheSearchPath() {
    assertThatCode(() -> ProgramFile.check(program.toString(), null)).doesNotThrowAnyException();
    assertThatCode(() -> ProgramFile.check("program", "/nowhere:" + folder))
        .doesNotThrowAnyException();
  }

  @Test
  void withoutASearchPathNothingIsSaidOfAName() {
    assertThatCode(() -> ProgramFile.check("program", null)).doesNotThrowAnyException();
  }

  @Test
  void whatIsNotThereIsSaidInOurWords() {
    assertRefused(folder + "/nothing", folder).hasMessage("there is no program %s/nothing", folder);
    assertRefused("nothing", folder).hasMessage("there is no program nothing on the search path");
  }

  @Test
  void aFileThatCannotRunIsToldHowItCould() {
    assertRefused(text.toString(), folder)
        .hasMessageStartingWith(text + " is not executable: chmod +x it, or name its interpreter");
    assertRefused("text", folder).hasMessageContaining("on the search path");
  }

  @Test
  void aDirectoryIsNoProgram() {
    assertRefused(folder.toString(), folder).hasMessageContaining("is a directory");
  }

  @Test
  void whatCannotBeAPathIsNoProgram() {
    assertRefused("a\0b", folder).hasMessageContaining("cannot be a program");
  }

  @Test
  void aFileHereIsNotOnTheSearchPath() {
    assertRefused("pom.xml", folder).hasMessageContaining("the file here is ./pom.xml");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      String program, Path searchPath) {
    return assertThatThrownBy(() -> ProgramFile.check(program, searchPath.toString()))
        .isInstanceOf(HarnessException.class);
  }
}
