package org.ramwire.conformance.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.ramwire.codec.Limits;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The input and the way of reading it that commands on one stream share. */
final class StreamOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description =
          "the stream: what 'migrate', 'savevm' or 'virsh save' wrote; - for standard input")
  private String file;

  @Option(
      names = "--page-size",
      paramLabel = "BYTES",
      defaultValue = "4096",
      description =
          "the guest's page size, which is not in the stream unless its configuration has "
              + "target-page-bits (default: ${DEFAULT-VALUE}; 1024 to 65536, a power of two)")
  private int pageSize;

  @Option(
      names = "--lenient",
      description =
          "read like the build of QEMU that the specification's seed belongs to, accepting and "
              + "refusing what it does (format-spec/leniency.md), instead of by the clauses")
  private boolean lenient;

  /** Finds what is wrong with the command line, before anything is read or printed. */
  void check() {
    if (!isStandardInput()) {
      path();
    }
    readerOptions();
  }

  boolean isStandardInput() {
    return file.equals("-");
  }

  /** The input as people know it. */
  String name() {
    return isStandardInput() ? "standard input" : file;
  }

  /** The input's length where it has one that says something, else -1. */
  long lengthBytes() throws IOException {
    return isStandardInput() || !Files.isRegularFile(path()) ? -1 : Files.size(path());
  }

  ReadableByteChannel open() throws IOException {
    if (isStandardInput()) {
      if (Boolean.getBoolean("ramwire.stdin.closed")) {
        throw new IOException("standard input is closed; expected a stream");
      }
      return new FileInputStream(FileDescriptor.in).getChannel();
    }
    Path path = path();
    if (Files.isDirectory(path)) {
      throw new IOException(file + ": is a directory; expected a stream");
    }
    return FileChannel.open(path, StandardOpenOption.READ);
  }

  private Path path() {
    try {
      return Ramwire.path(file);
    } catch (TypeConversionException e) {
      throw new ParameterException(command.commandLine(), "FILE: " + e.getMessage());
    }
  }

  Strictness strictness() {
    return lenient ? Strictness.SEED_BUILD : Strictness.STRICT;
  }

  PageSize pageSize() {
    try {
      return new PageSize(pageSize);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--page-size: " + e.getMessage());
    }
  }

  ReaderOptions readerOptions() {
    return new ReaderOptions(pageSize(), strictness(), Limits.DEFAULT, null);
  }
}
