package org.ramwire.conformance.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The process's standard output, which remembers that it could not be written: print streams keep
 * that to themselves, and a report on a full disk would look like success.
 */
final class StandardOutput extends OutputStream {

  private final FileOutputStream output = new FileOutputStream(FileDescriptor.out);
  private IOException failure;

  /** Puts itself in the place of {@link System#out}. */
  static StandardOutput install() {
    StandardOutput output = new StandardOutput();
    System.setOut(new PrintStream(output, false, StandardCharsets.UTF_8));
    return output;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      output.write(bytes, from, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /** Returns why the output could not be written, or null; a reader that has left is no reason. */
  String failure() {
    System.out.flush();
    boolean left = failure == null || String.valueOf(failure.getMessage()).contains("Broken pipe");
    return left ? null : failure.getMessage();
  }
}
