package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ramwire.conformance.stream.images.ExtractedMemory;
import org.ramwire.conformance.stream.peer.Endpoint;
import org.ramwire.conformance.stream.transfer.BuiltInGuest;
import org.ramwire.conformance.stream.transfer.Container;
import org.ramwire.conformance.stream.transfer.GuestImages;
import org.ramwire.conformance.stream.transfer.SendReport;
import org.ramwire.conformance.stream.transfer.SendTarget;
import org.ramwire.conformance.stream.transfer.Sending;
import org.ramwire.format.PageSize;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.memory.MappedGuest;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ramwire send}: memory images as a migration stream. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    description = {
      "Sends memory images as a migration, as a QEMU would send its guest.",
      "%nThe destination may be 'ramwire receive', a QEMU that waits with -incoming, or a file that "
          + "any of the commands here reads. With --dirty a built-in guest keeps writing to the "
          + "memory until the switchover; the images themselves stay as they are.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire send --memory ram.img --to vm.stream",
      "  ramwire send --memory ram.img=pc.ram --memory rom.img=pc.rom --to tcp:host:4444",
      "  ramwire send --memory memory --to - | ramwire inspect -      what extract has written",
      "  ramwire send --memory ram.img --to tcp::4444 --xbzrle --rate 32M --dirty 8M --final end",
      "  ramwire send --memory ram.img --to unix:in.sock --auto-converge --rate 8M --dirty 64M",
      "  ramwire send --memory mine --container-from qemu.stream --to tcp::4444   to a real QEMU"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK_TEXT,
      ExitCode.USAGE_TEXT,
      "10:the stream of --container-from is malformed",
      "11:an image cannot be read, the target cannot be written, or the peer closes or stalls",
      "130:interrupted"
    })
final class SendCommand implements Callable<Integer>, JsonOutput {

  @Spec private CommandSpec command;

  @Option(
      names = "--memory",
      paramLabel = "IMAGE[=IDSTR]",
      required = true,
      description = {
        "a memory image and the name of its RAM block (default name: "
            + GuestImages.USUAL_IDSTR
            + "), or a directory that 'extract' or 'receive' has written; may be repeated. Blocks "
            + "are sent the longest first, as QEMU does"
      })
  private List<String> memory = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "TARGET",
      required = true,
      description =
          "FILE, tcp:HOST:PORT, unix:PATH, or - for standard output. A file appears complete "
              + "or not at all, and only its owner can read it (0600)")
  private String to;

  @Option(names = "--force", description = "replace a file or directory that exists already")
  private boolean force;

  @Option(
      names = "--page-size",
      paramLabel = "BYTES",
      defaultValue = "4096",
      description = "1024 to 65536, a power of two (default: ${DEFAULT-VALUE})")
  private int pageSize;

  @ArgGroup(validate = false, heading = "%nHow pages go:%n")
  private final SendTuning tuning = new SendTuning();

  @ArgGroup(validate = false, heading = "%nThe built-in guest:%n")
  private final DirtyGuestOptions dirty = new DirtyGuestOptions();

  @ArgGroup(validate = false, heading = "%nThe stream around the memory:%n")
  private final ContainerOptions container = new ContainerOptions();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "give up if the peer takes nothing for so long; 0: never (default: ${DEFAULT-VALUE})")
  private long timeoutSeconds;

  @Option(
      names = "--json",
      description = "print the statistics as JSON, in the shape of 'query-migrate'")
  private boolean json;

  SendCommand() {}

  @Override
  public PrintWriter errorOutput() {
    return json ? output() : null;
  }

  @Override
  public Integer call() throws IOException {
    Endpoint target;
    GuestImages images;
    SenderOptions options;
    try {
      target = Endpoint.parse(to);
      options = tuning.senderOptions(new PageSize(pageSize));
      dirty.workload();
      container.check();
      images = GuestImages.parse(memory);
      ReceiveCommand.range("--timeout", timeoutSeconds, 0, Integer.MAX_VALUE);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage());
    }
    try (MappedGuest guest = images.map(options.pageSize(), options.profile());
        ExtractedMemory last = dirty.finalImages(force)) {
      SendReport report = send(guest, options, target);
      if (last != null) {
        GuestImages.save(guest, options.pageSize(), last);
      }
      print(report);
    }
    return ExitCode.OK;
  }

  private SendReport send(MappedGuest guest, SenderOptions options, Endpoint endpoint)
      throws IOException {
    Container around = container.container(options.pageSize(), guest, this::warn);
    BuiltInGuest writer = new BuiltInGuest(guest, options.pageSize().bytes(), dirty.workload());
    Interruption interruption =
        new Interruption("the stream has no end, so no reader takes it as complete");
    try {
      SendTarget target = SendTarget.open(endpoint, force, 1000 * timeoutSeconds);
      try (Sending sending = new Sending(guest, options, writer, around, target);
          SendProgress progress = new SendProgress(sending::statistics, Progress.terminal())) {
        progress.start();
        return sending.run();
      }
    } finally {
      interruption.close();
    }
  }

  private void warn(String message) {
    command.commandLine().getErr().println("ramwire: warning: " + message);
  }

  /** Returns what takes the report: standard output may be the stream itself. */
  private PrintWriter output() {
    return "-".equals(to) ? command.commandLine().getErr() : command.commandLine().getOut();
  }

  private void print(SendReport report) {
    if (report.note() != null) {
      warn(report.note());
    }
    PrintWriter out = output();
    SendReportText text = new SendReportText(report, tuning.xbzrle(), dirty.writes());
    out.print(json ? text.json() : text.table());
    out.flush();
  }
}
