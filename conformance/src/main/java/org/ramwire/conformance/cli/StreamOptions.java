package org.ramwire.conformance.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import org.ramwire.codec.Limits;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.source.StreamSource;
import org.ramwire.format.PageSize;
import org.ramwire.format.StreamException;
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
          "read like the QEMU that was built from the specification's seed, and not by the "
              + "clauses: accept and refuse what it does (format-spec/leniency.md)")
  private boolean lenient;

  @Option(
      names = "--guess",
      description =
          "if memory rests on a guess, continue with a warning instead of refusing the stream: "
              + "a section may end at two places (CON-067; the first is taken), or nothing tells a "
              + "mapped file's word order (MAP-011; little-endian is taken)")
  private boolean guess;

  @Option(
      names = "--offset",
      paramLabel = "BYTES",
      defaultValue = "0",
      description =
          "where the stream starts in the file, decimal or 0x… (default: ${DEFAULT-VALUE}); offsets in "
              + "messages count from there")
  private String offset;

  @Option(
      names = "--snapshot",
      paramLabel = "NAME",
      description = "for a qcow2 file: the internal snapshot (name or id) whose memory to read")
  private String snapshot;

  /** What was kept of standard input where it is a pipe, or null. */
  private KeptBeginning beginning;

  /** Finds what is wrong with the command line, before anything is read or printed. */
  void check() {
    if (!isStandardInput()) {
      path();
    }
    start();
    readerOptions();
  }

  boolean isStandardInput() {
    return file.equals("-");
  }

  /** The input as people know it. */
  String name() {
    return isStandardInput() ? "standard input" : file;
  }

  /** The stream's length where the input's says it, else -1. */
  long lengthBytes(StreamSource source) throws IOException {
    boolean known = !isStandardInput() && Files.isRegularFile(path()) && source.layers().isEmpty();
    return known ? Files.size(path()) - start() : -1;
  }

  /** Lets a reader look at a file's end, which states the sizes of sections (CON-068). */
  void describe(MigrationStreamReader reader, StreamSource source) throws IOException {
    if (source.layers().isEmpty()) {
      reader.startsInFileAt(start());
    }
    if (lengthBytes(source) >= 0 && source.channel() instanceof FileChannel whole) {
      reader.ofFile(whole, start());
    }
  }

  /** Opens the input and takes the stream out of what it travels in. */
  StreamSource open() throws IOException {
    return unwrapped(openInput(), sourceOptions());
  }

  private StreamSource.Options sourceOptions() {
    return new StreamSource.Options(
        start(), snapshot, StreamSource.Options.DEFAULT.maxUnpackedBytes());
  }

  /** Adds to what a stream was refused with that another page size fits, if one does. */
  IOException explained(IOException fault) {
    if (!(fault instanceof StreamException found)) {
      return fault;
    }
    List<Integer> sizes = PageSizeHint.fitting(this::reopen, readerOptions(), found);
    if (sizes.isEmpty()) {
      return found;
    }
    String all = sizes.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    return found.withMore(
        "; the page size may be wrong: pages of "
            + all
            + " bytes fit, so try --page-size "
            + sizes.get(0));
  }

  private ReadableByteChannel reopen() throws IOException {
    if (!isStandardInput()) {
      return open().channel();
    }
    return beginning == null ? null : unwrapped(beginning.again(), sourceOptions()).channel();
  }

  private static StreamSource unwrapped(ReadableByteChannel input, StreamSource.Options options)
      throws IOException {
    try {
      return StreamSource.open(input, options);
    } catch (IOException e) {
      input.close();
      throw e;
    }
  }

  private long start() {
    try {
      long bytes = Long.decode(offset);
      if (bytes >= 0) {
        return bytes;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new ParameterException(
        command.commandLine(), "--offset: a number of bytes, decimal or 0x…, not '" + offset + "'");
  }

  private ReadableByteChannel openInput() throws IOException {
    if (isStandardInput()) {
      if (Boolean.getBoolean("ramwire.stdin.closed")) {
        throw new IOException("standard input is closed; expected a stream");
      }
      FileChannel input = new FileInputStream(FileDescriptor.in).getChannel();
      if (input.size() > 0) {
        return input;
      }
      beginning = new KeptBeginning(input);
      return beginning;
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
    return new ReaderOptions(pageSize(), strictness(), Limits.DEFAULT, null).withGuess(guess);
  }
}
