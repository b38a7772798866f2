package org.ramwire.conformance.lab.history;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ramwire.format.PageSize;

/** A history as a temporary file, for the processes of one run: no form to keep. */
public final class HistoryFile {

  private HistoryFile() {}

  /**
   * Writes a history.
   *
   * @param history it
   * @param file where to
   * @throws IOException if it cannot be written
   */
  public static void write(PageHistory history, Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
      out.writeUTF(history.name());
      out.writeInt(history.pageSize().bytes());
      out.writeInt(history.pages());
      for (int page = 0; page < history.pages(); page++) {
        out.writeInt(history.round(page));
      }
      out.write(history.before());
      out.write(history.after());
    }
  }

  /**
   * Reads a history.
   *
   * @param file what {@link #write} wrote
   * @return the history, without its origin
   * @throws IOException if it cannot be read
   */
  public static PageHistory read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
      String name = in.readUTF();
      PageSize pageSize = new PageSize(in.readInt());
      int[] rounds = new int[in.readInt()];
      for (int page = 0; page < rounds.length; page++) {
        rounds[page] = in.readInt();
      }
      byte[] before = in.readNBytes(rounds.length * pageSize.bytes());
      byte[] after = in.readNBytes(rounds.length * pageSize.bytes());
      return new PageHistory(name, "", pageSize, rounds, before, after, rounds.length);
    }
  }
}
