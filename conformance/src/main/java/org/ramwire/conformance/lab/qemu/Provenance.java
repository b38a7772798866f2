package org.ramwire.conformance.lab.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where a capture comes from, without a path of the machine that made it.
 *
 * @param version QEMU's version, as {@code 7.2.22}
 * @param packageVersion what the distribution calls it; empty for a build of one's own
 * @param commandLine the program and its arguments, {@code {dir}} standing for a temporary folder
 * @param capabilities the capabilities that were on, the driver's own among them
 * @param transcript what was said over QMP
 * @param queryMigrate the source's last word
 */
public record Provenance(
    String version,
    String packageVersion,
    List<String> commandLine,
    List<String> capabilities,
    JsonNode transcript,
    JsonNode queryMigrate) {

  /**
   * Describes a capture that has ended.
   *
   * @param program the QEMU program
   * @param guest the source
   * @param capabilities what was on
   * @param queryMigrate the source's last word
   * @return the description
   */
  public static Provenance of(
      String program, GuestQemu guest, Set<String> capabilities, JsonNode queryMigrate) {
    List<String> commandLine = new ArrayList<>();
    commandLine.add(Path.of(program).getFileName().toString());
    commandLine.addAll(guest.arguments());
    return new Provenance(
        guest.version(),
        guest.qmp().packageVersion(),
        List.copyOf(commandLine),
        List.copyOf(capabilities),
        guest.transcript().entries(guest.process().folder()),
        queryMigrate);
  }
}
