package org.ramwire.conformance.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.element.StreamVisitor;
import org.ramwire.codec.source.StreamSource;
import org.ramwire.conformance.stream.images.StreamFault;
import org.ramwire.conformance.stream.inspect.RecordLister;
import org.ramwire.conformance.stream.inspect.StreamReport;
import org.ramwire.conformance.stream.inspect.StreamReportText;
import org.ramwire.conformance.stream.inspect.StreamSummary;
import org.ramwire.conformance.stream.inspect.Tee;
import org.ramwire.format.Clause;
import org.ramwire.format.StreamException;
import org.ramwire.receiver.RamReceiver;
import org.ramwire.receiver.store.DiscardingMemory;
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
      "%nShows the container, the blocks, records and bytes by kind, the rounds, the "
          + "compression ratio and warnings. Checks every clause, also in deltas and zlib "
          + "payloads. If the stream is cut or wrong, shows everything before the fault, and "
          + "then the error.%n"
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

  @Option(
      names = "--json",
      description =
          "print JSON, for programs: always one document, with an error object if the input is "
              + "cut, wrong or unreadable")
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

  /**
   * What was read, and what it broke off with.
   *
   * @param report null where there is nothing to report
   * @param failure null if the stream is whole
   * @param error the same for programs
   */
  private record Reading(StreamReport report, IOException failure, StreamFault error) {

    static Reading nothing(IOException failure, long reached) {
      return new Reading(null, failure, StreamFault.of(failure, reached));
    }

    void rethrow() throws IOException {
      if (failure != null) {
        throw failure;
      }
    }
  }

  private void inspectAsText(PrintWriter out) throws IOException {
    Reading reading = read(records ? RecordLister.asText(out) : null);
    if (reading.report() != null) {
      if (records) {
        out.println();
      }
      new StreamReportText(out, Sizes::show)
          .print(stream.name(), reading.report(), reading.error());
    }
    reading.rethrow();
  }

  private void inspectAsJson(PrintWriter out) throws IOException {
    // What is wrong with the command line is found before the document starts.
    stream.check();
    JsonGenerator generator = new ObjectMapper().createGenerator(out).useDefaultPrettyPrinter();
    generator.writeStartObject();
    try {
      inspectAsJson(generator, out);
    } catch (ListWriter.NobodyReadsException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // A fault of ours: also then the document has an end.
      while (!generator.getOutputContext().getParent().inRoot()) {
        if (generator.getOutputContext().inArray()) {
          generator.writeEndArray();
        } else {
          generator.writeEndObject();
        }
      }
      generator.writeObjectField("error", StreamFault.internal(e));
      end(generator, out);
      throw e;
    }
  }

  private void inspectAsJson(JsonGenerator generator, PrintWriter out) throws IOException {
    RecordLister lister = null;
    if (records) {
      generator.writeArrayFieldStart("records");
      lister = RecordLister.asJson(generator);
    }
    Reading reading = read(lister);
    if (records) {
      generator.writeEndArray();
    }
    if (reading.report() != null) {
      generator.writeObjectField("summary", reading.report());
    }
    if (reading.error() != null) {
      generator.writeObjectField("error", reading.error());
    }
    end(generator, out);
    reading.rethrow();
  }

  private static void end(JsonGenerator generator, PrintWriter out) throws IOException {
    generator.writeEndObject();
    generator.flush();
    out.println();
  }

  /** Reads as far as the stream goes. */
  private Reading read(StreamVisitor lister) {
    try (StreamSource source = stream.open();
        Progress channel = new Progress(source.channel(), stream.lengthBytes(source))) {
      return read(lister, source, channel);
    } catch (IOException e) {
      return Reading.nothing(e, -1);
    }
  }

  private Reading read(StreamVisitor lister, StreamSource source, Progress channel)
      throws IOException {
    ReaderOptions options = stream.readerOptions();
    StreamSummary summary = new StreamSummary(options.pageSize());
    StreamInput input = new StreamInput(channel);
    try (RamReceiver checks =
        new RamReceiver(new DiscardingMemory(), options.pageSize(), options.strictness())) {
      StreamVisitor visitor = new Tee(checks, summary);
      if (lister != null) {
        visitor = new Tee(visitor, lister);
      }
      if (source.libvirt() != null) {
        visitor.libvirtHeader(0, source.libvirt());
      }
      IOException failure = null;
      try {
        MigrationStreamReader reader = MigrationStreamReader.open(input, options, visitor);
        stream.describe(reader, source);
        reader.read();
      } catch (IOException e) {
        failure = stream.explained(e);
      }
      if (failure != null && summary.isEmpty()) {
        return Reading.nothing(failure, input.offset());
      }
      // The summary itself warns of RAM-091.
      StreamException fault = checks.memoryFault(input.offset()).orElse(null);
      if (failure == null && fault != null && fault.clause() != Clause.MULTIFD_PAGES) {
        summary.warning(fault.clause(), fault.offset(), fault.detail());
      }
      return new Reading(
          summary.report(checks.report(), input.offset()),
          failure,
          failure == null ? null : StreamFault.of(failure, input.offset()));
    }
  }
}
