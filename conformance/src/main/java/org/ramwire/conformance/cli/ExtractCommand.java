package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ramwire.codec.MigrationStreamReader;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.source.StreamSource;
import org.ramwire.conformance.inspect.ExtractedMemory;
import org.ramwire.conformance.inspect.StreamFacts;
import org.ramwire.conformance.inspect.Tee;
import org.ramwire.conformance.inspect.WarningCollector;
import org.ramwire.format.StreamException;
import org.ramwire.receiver.RamReceiver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ramwire extract}: the memory that a stream carries, as files. */
@Command(
    name = "extract",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a stream's memory as files.",
      "%nOne <index>.img for each block of which a page came, and blocks.json: for each block its "
          + "index, idstr, lengthBytes, pagesCame, pagesMissing and file, and with --sha256 its "
          + "hash. The directory appears whole or not at all. Memory "
          + "is private: the directory is its owner's alone (0700), and so are its files (0600).%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire extract vm.stream -o memory",
      "  ramwire extract vm.stream -o memory --threads 2",
      "  ramwire extract vm.stream -o memory --sha256",
      "  ramwire extract vm.stream.zst -o memory",
      "  ramwire extract disk.qcow2 --snapshot before-update -o memory"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK_TEXT,
      ExitCode.USAGE_TEXT,
      ExitCode.MALFORMED_TEXT,
      ExitCode.UNREADABLE_TEXT,
      ExitCode.GUESSED_TEXT
    })
final class ExtractCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Mixin private StreamOptions stream;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "the directory to write; it must not exist yet, or be empty")
  private Path out;

  @Option(
      names = "--max-memory",
      paramLabel = "SIZE",
      defaultValue = "64G",
      description = "refuse a stream that claims more memory (default: ${DEFAULT-VALUE})")
  private String maxMemory;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "how many threads inflate compressed pages, 1 to 255 (default: ${DEFAULT-VALUE})")
  private int threads;

  @Option(
      names = "--sha256",
      description =
          "put each image's SHA-256 into blocks.json; it is made by reading the images whole, so "
              + "it takes as long as the blocks are long, however little of them came")
  private boolean sha256;

  ExtractCommand() {}

  @Override
  public Integer call() throws IOException {
    ReaderOptions options = options();
    WarningCollector warnings = new WarningCollector();
    StreamFacts facts = new StreamFacts(options.pageSize());
    try (StreamSource source = stream.open();
        Progress channel = new Progress(source.channel(), stream.lengthBytes(source));
        ExtractedMemory memory = ExtractedMemory.create(out)) {
      StreamInput input = new StreamInput(channel);
      try (RamReceiver receiver =
          new RamReceiver(memory, options.pageSize(), options.strictness(), threads)) {
        MigrationStreamReader reader =
            new MigrationStreamReader(input, options, new Tee(receiver, new Tee(warnings, facts)));
        stream.describe(reader, source);
        try {
          reader.read();
        } catch (StreamException e) {
          throw receiver.firstFault(e);
        }
        receiver.finish(input.offset());
        if (reader.guessed()) {
          facts.pageGuessed();
        }
        try (Progress hashing = Progress.hashing(receiver.report().blocks())) {
          memory.publish(facts.index(receiver.report()), sha256 ? hashing::add : null);
        }
        report(receiver, warnings);
        return reader.guessed() ? ExitCode.GUESSED : ExitCode.OK;
      }
    }
  }

  private ReaderOptions options() {
    ReaderOptions options = stream.readerOptions();
    try {
      ReceiveCommand.range("--threads", threads, 1, 255);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage());
    }
    try {
      return options.withLimits(options.limits().withMaxRamBytes(Sizes.parse(maxMemory)));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--max-memory: " + e.getMessage());
    }
  }

  private void report(RamReceiver receiver, WarningCollector warnings) {
    PrintWriter err = command.commandLine().getErr();
    warnings.warnings().forEach(warning -> err.println("ramwire: warning: " + warning));
    long missing = receiver.report().pagesNeverSent();
    if (missing > 0) {
      err.println(
          "ramwire: warning: the stream has no record of "
              + missing
              + " page(s); their bytes are zero");
    }
    var blocks = receiver.report().blocks();
    long bytes = blocks.stream().mapToLong(block -> block.usedLength()).sum();
    command
        .commandLine()
        .getOut()
        .println(out + ": " + blocks.size() + " block(s), " + Sizes.show(bytes));
  }
}
