package org.ramwire.conformance.lab.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.conformance.lab.seedbuild.MemoryFiles;

/** Captures that look as if the compression level had been changed while they were made. */
final class Relevelled {

  private static final int PAGE = 4096;

  private Relevelled() {}

  /** Compresses the pages of a captured stream from one record on at another level. */
  static void stream(MemoryFiles files, int section, int firstRecord, int level)
      throws IOException {
    byte[] stream = files.bytes("stream.bin");
    List<SeedSection> sections = SeedSections.of(stream).all();
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(changed);
    int copied = 0;
    for (int i = section; i < sections.size(); i++) {
      List<SeedRecord> records = sections.get(i).records();
      for (SeedRecord record : records.subList(i == section ? firstRecord : 0, records.size())) {
        if (record.kind() == RamRecordKind.COMPRESS_PAGE) {
          int name = record.from() + Long.BYTES;
          int at = record.continued() ? name : name + 1 + stream[name];
          int length = ByteBuffer.wrap(stream).getInt(at);
          data.write(stream, copied, at - copied);
          byte[] payload = again(stream, at + Integer.BYTES, length, level);
          data.writeInt(payload.length);
          data.write(payload);
          copied = at + Integer.BYTES + length;
        }
      }
    }
    data.write(stream, copied, stream.length - copied);
    files.files().put("stream.bin", changed.toByteArray());
  }

  private static byte[] again(byte[] stream, int from, int length, int level) {
    byte[] page = new byte[PAGE];
    Inflater inflater = new Inflater();
    inflater.setInput(stream, from, length);
    Deflater deflater = new Deflater(level);
    try {
      if (inflater.inflate(page) != PAGE) {
        throw new AssertionError("not one page");
      }
      deflater.setInput(page);
      deflater.finish();
      byte[] payload = new byte[2 * PAGE];
      return Arrays.copyOf(payload, deflater.deflate(payload));
    } catch (DataFormatException e) {
      throw new AssertionError(e);
    } finally {
      inflater.end();
      deflater.end();
    }
  }

  /** Adds the command to the log, before a mark; at the end if there is none of that number. */
  static void log(MemoryFiles files, int beforeMark, int level) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode scenario = (ObjectNode) json.readTree(files.text("scenario.json"));
    ArrayNode log = (ArrayNode) scenario.get("log");
    int at = 0;
    while (at < log.size() && log.get(at).path("n").asInt() != beforeMark) {
      at++;
    }
    ObjectNode entry = log.insertObject(at);
    entry.put("what", "qmp").put("cmd", "migrate-set-parameters");
    entry.putObject("args").put("compress-level", level);
    files.put("scenario.json", json.writeValueAsString(scenario));
  }
}
