package org.ramwire.conformance.lab.qemu;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.function.BooleanSupplier;

/** A client of QEMU's qtest protocol: guest memory by guest-physical address. Not thread-safe. */
final class QtestClient implements Closeable {

  private static final Duration ANSWER = Duration.ofSeconds(20);

  /** At most this much in one command, so that a line stays short. */
  private static final int PIECE_BYTES = 1 << 16;

  private final LineSocket socket;
  private final Duration answer;

  private QtestClient(LineSocket socket, Duration answer) {
    this.socket = socket;
    this.answer = answer;
  }

  static QtestClient connect(Path path, BooleanSupplier alive) throws IOException {
    return connect(path, alive, ANSWER);
  }

  static QtestClient connect(Path path, BooleanSupplier alive, Duration answer) throws IOException {
    return new QtestClient(LineSocket.connect(path, "qtest", alive, Deadline.in(answer)), answer);
  }

  /** Writes bytes; QEMU marks the pages dirty even where nothing changes. */
  void write(long address, byte[] source, int from, int length) throws IOException {
    for (int done = 0; done < length; done += PIECE_BYTES) {
      int piece = Math.min(PIECE_BYTES, length - done);
      ByteBuffer base64 = Base64.getEncoder().encode(ByteBuffer.wrap(source, from + done, piece));
      String text =
          new String(
              base64.array(), 0, base64.limit(), java.nio.charset.StandardCharsets.ISO_8859_1);
      expectOk(String.format("b64write 0x%x %d %s", address + done, piece, text));
    }
  }

  /** Reads bytes. */
  byte[] read(long address, int length) throws IOException {
    byte[] target = new byte[length];
    for (int done = 0; done < length; done += PIECE_BYTES) {
      int piece = Math.min(PIECE_BYTES, length - done);
      String base64 = expectOk(String.format("b64read 0x%x %d", address + done, piece));
      byte[] bytes = decoded(base64);
      if (bytes.length != piece) {
        throw new CaptureException(
            "qtest: b64read gave " + bytes.length + " bytes: expected " + piece);
      }
      System.arraycopy(bytes, 0, target, done, piece);
    }
    return target;
  }

  private static byte[] decoded(String base64) throws CaptureException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new CaptureException("qtest: b64read did not give base64", e);
    }
  }

  /** Sends a command; returns what stands after OK. */
  private String expectOk(String command) throws IOException {
    Deadline deadline = Deadline.in(answer);
    socket.writeLine(command, deadline);
    String line = socket.readLine(deadline);
    if (!line.equals("OK") && !line.startsWith("OK ")) {
      String word = command.substring(0, command.indexOf(' '));
      String found = line.length() <= 80 ? line : line.substring(0, 80) + "…";
      throw new CaptureException("qtest: " + word + ": expected OK, found '" + found + "'");
    }
    return line.substring(2).strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
