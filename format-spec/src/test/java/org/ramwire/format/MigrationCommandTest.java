package org.ramwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationCommandTest {

  @ParameterizedTest
  @EnumSource
  void isFoundByItsNumber(MigrationCommand command) {
    assertThat(MigrationCommand.byCode(command.code())).isSameAs(command);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 12, 0xffff})
  void noOtherNumberHasACommand(int code) {
    assertThat(MigrationCommand.byCode(code)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void standsInThePagesTable(MigrationCommand command) {
    assertThat(SpecText.page(SpecText.RAM_STREAM))
        .containsPattern(
            Pattern.quote("| " + command.code() + " | " + command.name() + " |") + ".*");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.INCLUDE,
      names = {
        "OPEN_RETURN_PATH",
        "POSTCOPY_LISTEN",
        "POSTCOPY_RUN",
        "ENABLE_COLO",
        "POSTCOPY_RESUME",
        "SWITCHOVER_START"
      })
  void takesNoDataWhereThePageHasNone(MigrationCommand command) {
    assertThat(command.takes(0)).isTrue();
    assertThat(command.takes(1)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"PING, 4", "PACKAGED, 4", "POSTCOPY_ADVISE, 0", "POSTCOPY_ADVISE, 16"})
  void takesOneLength(MigrationCommand command, int length) {
    assertThat(command.takes(length)).isTrue();
    assertThat(command.takes(length - 1)).isFalse();
    assertThat(command.takes(length + 1)).isFalse();
  }

  /** A name of 1 to 255 bytes and its length byte. */
  @Test
  void takesAnyNameToAskForABitmap() {
    assertThat(MigrationCommand.RECV_BITMAP.takes(1)).isFalse();
    assertThat(MigrationCommand.RECV_BITMAP.takes(2)).isTrue();
    assertThat(MigrationCommand.RECV_BITMAP.takes(256)).isTrue();
    assertThat(MigrationCommand.RECV_BITMAP.takes(257)).isFalse();
  }

  /** Two fixed bytes, a name of at least one byte with its length, and one pair of be64. */
  @Test
  void takesAtLeastOneDiscardedRange() {
    assertThat(MigrationCommand.POSTCOPY_RAM_DISCARD.takes(19)).isFalse();
    assertThat(MigrationCommand.POSTCOPY_RAM_DISCARD.takes(20)).isTrue();
    assertThat(MigrationCommand.POSTCOPY_RAM_DISCARD.takes(65535)).isTrue();
    assertThat(MigrationCommand.POSTCOPY_RAM_DISCARD.takes(65536)).isFalse();
  }
}
