package org.ramwire.conformance.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ramwire.codec.Limits;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.conformance.stream.transfer.Container;
import org.ramwire.conformance.stream.transfer.ContainerReader;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;
import org.ramwire.sender.memory.MappedGuest;
import org.ramwire.sender.memory.MappedGuestBlock;
import picocli.CommandLine.Option;

/** What stands around the ram section. */
final class ContainerOptions {

  /** The kinds that need no other stream. */
  enum Kind {
    /** A migration of the ram section alone. */
    MIGRATION,
    /** The ram section's payloads. */
    BODY
  }

  @Option(
      names = "--container",
      paramLabel = "KIND",
      description =
          "migration: header, configuration, ram section, EOF; body: the ram section's payloads "
              + "alone, which no command here and no QEMU reads (default: migration)")
  private Kind kind;

  @Option(
      names = "--machine",
      paramLabel = "NAME",
      description = "the machine type in the configuration (default: empty, which fits any)")
  private String machine;

  @Option(
      names = "--container-from",
      paramLabel = "STREAM",
      description =
          "take all but the ram section from a captured stream: machine, commands, device state, "
              + "description")
  private Path from;

  ContainerOptions() {}

  void check() {
    if (from != null && (kind != null || machine != null)) {
      throw new IllegalArgumentException("--container-from excludes --container and --machine");
    }
    if (kind == Kind.BODY && machine != null) {
      throw new IllegalArgumentException("--machine needs a configuration, and a body has none");
    }
  }

  Container container(PageSize pageSize, MappedGuest guest, Consumer<String> warnings)
      throws IOException {
    if (from != null) {
      ReaderOptions options = new ReaderOptions(pageSize, Strictness.STRICT, Limits.DEFAULT, null);
      Container container = ContainerReader.read(from, options);
      compare(container.listed(), guest.blocks(), warnings);
      return container;
    }
    return kind == Kind.BODY ? Container.body() : Container.ramOnly(machine == null ? "" : machine);
  }

  /** A QEMU refuses a block that it has in another length, and keeps one that does not come. */
  private static void compare(
      List<RamBlock> listed, List<MappedGuestBlock> sent, Consumer<String> warnings) {
    for (RamBlock block : listed) {
      Optional<MappedGuestBlock> same =
          sent.stream().filter(other -> other.idstr().equals(block.idstr())).findFirst();
      if (same.isEmpty()) {
        warnings.accept("the captured stream has a block " + block.idstr() + ", which is not sent");
      } else if (same.get().usedLength() != block.usedLength()) {
        warnings.accept(
            block.idstr()
                + " has "
                + same.get().usedLength()
                + " bytes; in the captured stream "
                + block.usedLength());
      }
    }
  }
}
