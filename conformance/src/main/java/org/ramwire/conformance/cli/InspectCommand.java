package org.ramwire.conformance.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.ramwire.codec.MigrationStreamReader;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.StreamVisitor;
import org.ramwire.codec.source.StreamSource;
import org.ramwire.conformance.inspect.RecordLister;
import org.ramwire.conformance.inspect.StreamReport;
import org.ramwire.conformance.inspect.StreamReportText;
import org.ramwire.conformance.inspect.StreamSummary;
import org.ramwire.conformance.inspect.Tee;
import org.ramwire.receiver.DiscardingMemory;
import org.ramwire.receiver.RamReceiver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ramwire inspect}: what a stream holds, checked on the way. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a stream holds, and checks it on the way.",
      "%nContainer, blocks, records and bytes by kind, rounds, compression achieved, warnings. Every "
          + "clause is checked, deltas and zlib payloads included.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire inspect vm.stream",
      "  ramwire inspect vm.stream --records | less",
      "  ramwire inspect vm.stream.zst --json",
      "  ramwire inspect disk.qcow2 --snapshot before-update"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK_TEXT,
      ExitCode.USAGE_TEXT,
      ExitCode.MALFORMED_TEXT,
      ExitCode.UNREADABLE_TEXT
    })
final class InspectCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Mixin private StreamOptions stream;

  @Option(names = "--records", description = "list every section and record with its offset")
  private boolean records;

  @Option(names = "--json", description = "print JSON, for programs")
  private boolean json;

  InspectCommand() {}

  @Override
  public Integer call() throws IOException {
    // The command line's own writer would flush every line of a long list.
    PrintWriter out =
        new PrintWriter(new BufferedWriter(new ListWriter(command.commandLine().getOut())));
    try {
      try {
        if (json) {
          inspectAsJson(out);
        } else {
          inspectAsText(out);
        }
      } finally {
        out.flush();
      }
    } catch (ListWriter.NobodyReadsException e) {
      // 'head' has seen enough. What else keeps output from being written, main reports.
      return ExitCode.OK;
    }
    return ExitCode.OK;
  }

  private void inspectAsText(PrintWriter out) throws IOException {
    StreamReport report = read(records ? RecordLister.asText(out) : null);
    if (records) {
      out.println();
    }
    new StreamReportText(out, Sizes::show).print(stream.name(), report);
  }

  private void inspectAsJson(PrintWriter out) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonGenerator generator = mapper.createGenerator(out).useDefaultPrettyPrinter();
    generator.writeStartObject();
    RecordLister lister = null;
    if (records) {
      generator.writeArrayFieldStart("records");
      lister = RecordLister.asJson(generator);
    }
    StreamReport report = read(lister);
    if (records) {
      generator.writeEndArray();
    }
    generator.writeObjectField("summary", report);
    generator.writeEndObject();
    generator.flush();
    out.println();
  }

  private StreamReport read(StreamVisitor lister) throws IOException {
    ReaderOptions options = stream.readerOptions();
    StreamSummary summary = new StreamSummary(options.pageSize());
    try (StreamSource source = stream.open();
        Progress channel = new Progress(source.channel(), stream.lengthBytes(source));
        RamReceiver checks =
            new RamReceiver(new DiscardingMemory(), options.pageSize(), options.strictness())) {
      StreamVisitor visitor = new Tee(checks, summary);
      if (lister != null) {
        visitor = new Tee(visitor, lister);
      }
      if (source.libvirt() != null) {
        visitor.libvirtHeader(0, source.libvirt());
      }
      MigrationStreamReader reader =
          new MigrationStreamReader(new StreamInput(channel), options, visitor);
      stream.describe(reader, source);
      reader.read();
      return summary.report(checks.report().pagesNeverSent());
    }
  }
}
