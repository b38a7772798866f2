package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ramwire.codec.Limits;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.element.StreamVisitor;
import org.ramwire.conformance.stream.images.ExtractedMemory;
import org.ramwire.conformance.stream.images.ImageIndex;
import org.ramwire.conformance.stream.images.StreamFacts;
import org.ramwire.conformance.stream.inspect.Tee;
import org.ramwire.conformance.stream.inspect.WarningCollector;
import org.ramwire.conformance.stream.peer.Endpoint;
import org.ramwire.conformance.stream.peer.PeerChannel;
import org.ramwire.conformance.stream.peer.ReceiveBound;
import org.ramwire.conformance.stream.peer.ReturnPath.SwitchoverAck;
import org.ramwire.conformance.stream.transfer.LiveSource;
import org.ramwire.conformance.stream.transfer.ReceiveSource;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.PageSize;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;
import org.ramwire.receiver.LoadReport;
import org.ramwire.receiver.RamReceiver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ramwire receive}: the destination of a migration. */
@Command(
    name = "receive",
    mixinStandardHelpOptions = true,
    description = {
      "Receives a migration, and writes its memory as files.",
      "%nThe source may be 'ramwire send' or a QEMU ('migrate tcp:127.0.0.1:4444'), with "
          + "or without a return path, also with postcopy. tcp: and unix: listen for one "
          + "connection. If a second one comes, as with multifd, both are refused. tcp::PORT "
          + "listens only for this machine; to listen for others, name an address of this "
          + "machine, or 0.0.0.0 or [::] for every interface. The directory is like that of "
          + "'extract': one <index>.img for each block, and blocks.json. It appears complete or "
          + "not at all, and only its owner can read it. A source with a return path is told "
          + "that all is well only after it has appeared. Device state is skipped.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire receive --from tcp:127.0.0.1:4444 -o memory",
      "  ramwire receive --from tcp::0 -o memory        any free port; stderr names it",
      "  ramwire receive --from unix:in.sock -o memory --threads 2",
      "  ssh host cat vm.stream | ramwire receive --from - -o memory"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK_TEXT,
      ExitCode.USAGE_TEXT,
      "10:the stream is malformed, or cut because its source has gone",
      "11:the address is in use, the peer stalls, the images cannot be written; or the memory is "
          + "whole, but the source could not be told",
      ExitCode.GUESSED_TEXT,
      "130:interrupted"
    })
final class ReceiveCommand implements Callable<Integer>, JsonOutput {

  @Spec private CommandSpec command;

  @Option(
      names = "--from",
      paramLabel = "SOURCE",
      required = true,
      description = "tcp:HOST:PORT, unix:PATH, FILE, or - for standard input")
  private String from;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "the directory to write; it must not exist yet, or be empty")
  private Path out;

  @Option(
      names = "--force",
      description =
          "replace a directory that holds images and nothing else, and a socket that is left over")
  private boolean force;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "how many threads inflate compressed pages, 1 to 255 (default: ${DEFAULT-VALUE})")
  private int threads;

  @Option(
      names = "--page-size",
      paramLabel = "BYTES",
      defaultValue = "4096",
      description =
          "the guest's page size, unless the stream's configuration has target-page-bits "
              + "(default: ${DEFAULT-VALUE}; 1024 to 65536, a power of two)")
  private int pageSize;

  @Option(
      names = "--lenient",
      description =
          "read like the QEMU that was built from the specification's seed, and not by the "
              + "clauses: accept and refuse what it does (format-spec/leniency.md)")
  private boolean lenient;

  @Option(
      names = "--max-memory",
      paramLabel = "SIZE",
      defaultValue = "64G",
      description = "refuse a stream that claims more memory (default: ${DEFAULT-VALUE})")
  private String maxMemory;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "give up if the peer sends nothing, or less than 4096 bytes of pages and devices, "
              + "for so long; 0: never (default: ${DEFAULT-VALUE}). For a pipe the time counts from "
              + "the first byte; for a file there is no such limit")
  private long timeoutSeconds;

  @Option(
      names = "--max-time",
      paramLabel = "SECONDS",
      defaultValue = "86400",
      description =
          "give up if the stream has not ended so long after its first byte; 0: never "
              + "(default: ${DEFAULT-VALUE}, a day)")
  private long maxTimeSeconds;

  @Option(
      names = "--quiet",
      paramLabel = "MILLIS",
      defaultValue = "2000",
      description =
          "if a source with a return path sends no description: take its stream as ended when "
              + "nothing comes for so long (default: ${DEFAULT-VALUE})")
  private long quietMillis;

  @Option(
      names = "--switchover-ack",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "tell a source with that capability that it may switch over: yes, no (QEMU before 8.1 "
              + "takes the message for a fault), or auto: by the machine's version, or when the "
              + "source seems to wait for it (default: ${DEFAULT-VALUE})")
  private SwitchoverAck switchoverAck;

  @Option(
      names = "--allow-missing",
      description =
          "accept a stream that lacks pages, as one of a guest with virtio-mem or free page "
              + "hints may; the images have zeroes there. Without this option such a stream is "
              + "refused, because the pages may have gone by the channels of multifd. Pages that "
              + "x-ignore-shared leaves out may always be missing")
  private boolean allowMissing;

  @Option(names = "--json", description = "print the report as JSON, for programs")
  private boolean json;

  @Option(
      names = "--sha256",
      description =
          "put each image's SHA-256 into blocks.json; for that, every image is read "
              + "completely, so the time depends on the length of the blocks and not on how many "
              + "pages came")
  private boolean sha256;

  @Option(
      names = "--guess",
      description =
          "if memory rests on a guess, continue with a warning instead of refusing the stream: "
              + "a section may end at two places (CON-067; the first is taken), or nothing tells a "
              + "mapped file's word order (MAP-011; little-endian is taken)")
  private boolean guess;

  ReceiveCommand() {}

  @Override
  public PrintWriter errorOutput() {
    return json ? command.commandLine().getOut() : null;
  }

  @Override
  public Integer call() throws IOException {
    Endpoint endpoint;
    ReaderOptions options;
    try {
      endpoint = Endpoint.parse(from);
      options = options();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage());
    }
    Interruption interruption = new Interruption("nothing has been written");
    ReceiveBound bound = new ReceiveBound(timeoutSeconds, maxTimeSeconds);
    // Before a peer connects: what cannot be written should not be sent.
    try (ExtractedMemory memory = ExtractedMemory.create(out, force);
        ReceiveSource source =
            ReceiveSource.open(endpoint, force, 1000 * timeoutSeconds, bound, this::listening)) {
      return receive(source, memory, options, bound, interruption);
    } finally {
      interruption.close();
    }
  }

  private ReaderOptions options() {
    range("--threads", threads, 1, 255);
    range("--timeout", timeoutSeconds, 0, Integer.MAX_VALUE);
    range("--max-time", maxTimeSeconds, 0, Integer.MAX_VALUE);
    range("--quiet", quietMillis, 0, Integer.MAX_VALUE);
    Strictness strictness = lenient ? Strictness.SEED_BUILD : Strictness.STRICT;
    ReaderOptions options =
        new ReaderOptions(new PageSize(pageSize), strictness, Limits.DEFAULT, null)
            .withGuess(guess);
    try {
      return options.withLimits(options.limits().withMaxRamBytes(Sizes.parse(maxMemory)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--max-memory: " + e.getMessage(), e);
    }
  }

  static void range(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(option + ": " + least + " to " + most + ", not " + value);
    }
  }

  private void listening(String address) {
    PrintWriter err = command.commandLine().getErr();
    err.println("ramwire: listening on " + address);
    err.flush();
  }

  private int receive(
      ReceiveSource source,
      ExtractedMemory memory,
      ReaderOptions options,
      ReceiveBound bound,
      Interruption interruption)
      throws IOException {
    long startNanos = System.nanoTime();
    WarningCollector warnings = new WarningCollector();
    StreamFacts facts = new StreamFacts(options.pageSize());
    try (Progress channel = new Progress(source.channel(), source.lengthBytes());
        RamReceiver receiver =
            new RamReceiver(memory, options.pageSize(), options.strictness(), threads)) {
      StreamInput input = new StreamInput(channel);
      StreamVisitor visitor = new Tee(new Tee(receiver, bound), new Tee(warnings, facts));
      LiveSource peer = source.peer().map(this::answered).orElse(null);
      if (peer != null) {
        visitor = new Tee(visitor, peer.answers());
      }
      MigrationStreamReader reader;
      ImageIndex index;
      try {
        try {
          reader = MigrationStreamReader.open(input, options, visitor);
          reader.read();
        } catch (StreamException e) {
          throw receiver.firstFault(e);
        }
        bound.end();
        receiver.finish(input.offset());
        checkWhole(receiver.report(), input.offset());
        if (reader.guessed()) {
          facts.pageGuessed();
        }
        index = facts.index(receiver.report());
        try (Progress hashing = Progress.hashing(receiver.report().blocks())) {
          memory.prepare(index, sha256 ? hashing::add : null);
        }
        memory.force();
        source.checkAlone();
        if (peer != null) {
          peer.checkEnded(input.offset());
        }
        memory.appear();
      } catch (IOException e) {
        if (peer != null) {
          peer.refuse();
        }
        throw e;
      }
      interruption.consequence("the memory is whole in " + out);
      String trouble = peer == null ? null : peer.tell();
      double millis = (System.nanoTime() - startNanos) / 1e6;
      print(new ReceiveReportText(receiver.report(), input.offset(), millis), warnings, index);
      if (trouble != null) {
        throw new IOException(out + ": the memory is whole, but " + trouble);
      }
      return reader.guessed() ? ExitCode.GUESSED : ExitCode.OK;
    }
  }

  private LiveSource answered(PeerChannel connection) {
    return new LiveSource(connection, quietMillis, switchoverAck);
  }

  /** Refuses pages that never came where nothing has announced that they would not (RAM-094). */
  private void checkWhole(LoadReport report, long offset) throws StreamException {
    long missing = report.pagesUnannounced();
    if (missing > 0 && !allowMissing) {
      throw new MalformedStreamException(
          Clause.MEMORY_WHOLE,
          offset,
          missing
              + " page(s) have not come, and nothing announced that: with multifd they went by other"
              + " channels; a guest with virtio-mem or free page hints may rightly lack them, and"
              + " --allow-missing accepts such a stream");
    }
  }

  private void print(ReceiveReportText text, WarningCollector warnings, ImageIndex index) {
    PrintWriter err = command.commandLine().getErr();
    warnings.warnings().forEach(warning -> err.println("ramwire: warning: " + warning));
    new ImageIndexText(index)
        .warnings()
        .forEach(warning -> err.println("ramwire: warning: " + warning));
    PrintWriter printed = command.commandLine().getOut();
    printed.print(json ? text.json() : text.table(out.toString()));
    printed.flush();
  }
}
