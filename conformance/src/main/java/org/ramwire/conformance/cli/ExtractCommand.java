package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.element.StreamVisitor;
import org.ramwire.codec.source.StreamSource;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.files.PlainText;
import org.ramwire.conformance.stream.images.ExtractedMemory;
import org.ramwire.conformance.stream.images.ImageIndex;
import org.ramwire.conformance.stream.images.StreamFacts;
import org.ramwire.conformance.stream.images.StreamFault;
import org.ramwire.conformance.stream.inspect.Tee;
import org.ramwire.conformance.stream.inspect.WarningCollector;
import org.ramwire.format.Clause;
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
      "%nWrites one <index>.img for each block of which a page came, and blocks.json: for "
          + "each block its index, idstr, lengthBytes, pagesCame, pagesMissing and file, and its "
          + "hash with --sha256. The directory appears complete or not at all; with --partial it "
          + "may hold what came of a cut or wrong stream. Memory is private: only the owner can "
          + "read the directory (0700) and its files (0600).%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire extract vm.stream -o memory",
      "  ramwire extract vm.stream -o memory --threads 2",
      "  ramwire extract cut.stream -o rest --partial",
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
      ExitCode.INCOMPLETE_TEXT,
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
          "put each image's SHA-256 into blocks.json; for that, every image is read "
              + "completely, so the time depends on the length of the blocks and not on how many "
              + "pages came")
  private boolean sha256;

  @Option(
      names = "--partial",
      description =
          "if the input breaks off or turns out wrong, write what came before, and end with "
              + "exit code 12; blocks.json then says that it is incomplete, what of each block came, "
              + "and where and why the input broke off. A page may be older than the guest's last "
              + "state")
  private boolean partial;

  ExtractCommand() {}

  @Override
  public Integer call() throws IOException {
    ReaderOptions options = options();
    StreamFacts facts = new StreamFacts(options.pageSize());
    WarningCollector warnings = new WarningCollector();
    Interruption interruption = new Interruption("nothing has been written");
    try (StreamSource source = stream.open();
        Progress channel = new Progress(source.channel(), stream.lengthBytes(source));
        ExtractedMemory memory = ExtractedMemory.create(out);
        RamReceiver receiver =
            new RamReceiver(memory, options.pageSize(), options.strictness(), threads)) {
      if (partial) {
        receiver.keepOrder();
      }
      StreamInput input = new StreamInput(channel);
      StreamVisitor visitor = new Tee(receiver, new Tee(warnings, facts));
      if (source.libvirt() != null) {
        visitor.libvirtHeader(0, source.libvirt());
      }
      IOException fault = null;
      try {
        read(source, input, visitor, facts);
        receiver.finish(input.offset());
      } catch (IOException e) {
        fault = stream.explained(ofInput(e, channel, receiver));
      }
      StreamFault error = fault == null ? null : StreamFault.of(fault, input.offset());
      ImageIndex index = facts.index(receiver.report(), error);
      if (fault != null && (!partial || index.pagesCame() == 0)) {
        return refuse(fault, index);
      }
      memory.finish();
      try (Progress hashing = Progress.hashing(receiver.report().blocks())) {
        memory.publish(index, sha256 ? hashing::add : null);
      }
      return report(index, warnings);
    } finally {
      interruption.close();
    }
  }

  private void read(
      StreamSource source, StreamInput input, StreamVisitor visitor, StreamFacts facts)
      throws IOException {
    MigrationStreamReader reader = MigrationStreamReader.open(input, options(), visitor);
    stream.describe(reader, source);
    try {
      reader.read();
    } finally {
      if (reader.guessed()) {
        facts.pageGuessed();
      }
    }
  }

  /** Returns what the input broke off with. */
  private static IOException ofInput(IOException e, Progress channel, RamReceiver receiver)
      throws IOException {
    if (e instanceof StreamException || channel.failedWith(e)) {
      return receiver.firstFault(e);
    }
    // Whatever else fails is the output.
    throw e;
  }

  /** Says what is wrong, and what --partial would save. */
  private int refuse(IOException fault, ImageIndex index) throws IOException {
    if (index.pagesCame() == 0 && !partial) {
      throw fault;
    }
    String way =
        partial
            ? " (--partial: no page came before that, so there is nothing to save)"
            : " (" + index.pagesCame() + " page(s) came before that: --partial writes them)";
    PrintWriter err = command.commandLine().getErr();
    err.println("ramwire: " + text(fault) + way);
    if (fault instanceof StreamException broken) {
      err.println("See " + PlainText.whereToRead(broken.clause()));
      return ExitCode.MALFORMED;
    }
    return ExitCode.UNREADABLE;
  }

  private static String text(IOException fault) {
    return OneLine.of(
        fault instanceof StreamException ? fault.getMessage() : FileFault.text(fault));
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

  private int report(ImageIndex index, WarningCollector warnings) {
    PrintWriter err = command.commandLine().getErr();
    ImageIndexText text = new ImageIndexText(index);
    warnings.warnings().forEach(warning -> err.println("ramwire: warning: " + warning));
    if (warnings.dropped() > 0) {
      err.println("ramwire: warning: and " + warnings.dropped() + " more warning(s)");
    }
    text.warnings().forEach(warning -> err.println("ramwire: warning: " + warning));
    if (index.error() != null) {
      err.println("ramwire: " + index.error().message());
      err.println("ramwire: " + text.loss());
      Clause.byId(Objects.requireNonNullElse(index.error().clause(), ""))
          .ifPresent(clause -> err.println("See " + PlainText.whereToRead(clause)));
    }
    command.commandLine().getOut().println(out + ": " + text.summary());
    if (index.error() != null) {
      return ExitCode.INCOMPLETE;
    }
    return index.guessed() ? ExitCode.GUESSED : ExitCode.OK;
  }
}
