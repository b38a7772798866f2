package org.ramwire.compression.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.record.RamRecord;
import org.ramwire.compression.PageShape;

/**
 * What the build of the seed's commit writes with one thread, as it was measured: a page goes out
 * when the next page to compress arrives, at a new block, or at the section's end.
 */
final class OneThreadModel {

  private final int level;
  private final List<RamRecord> records = new ArrayList<>();
  private RamBlock block;
  private RamRecord waiting;

  OneThreadModel(int level) {
    this.level = level;
  }

  /** Returns the records of a sequence that ends with a flush. */
  static List<RamRecord> records(List<Step> steps, int level) {
    OneThreadModel model = new OneThreadModel(level);
    steps.forEach(model::run);
    model.run(Step.FLUSH);
    return model.written();
  }

  List<RamRecord> written() {
    return List.copyOf(records);
  }

  void run(Step step) {
    if (step.isFlush() || !step.block().equals(block)) {
      writeWaiting();
    }
    if (step.isFlush()) {
      return;
    }
    RamRecord record = record(step);
    if (!step.block().equals(block) || record instanceof RamRecord.Zero) {
      records.add(record);
    } else {
      writeWaiting();
      waiting = record;
    }
    block = step.block();
  }

  private void writeWaiting() {
    if (waiting != null) {
      records.add(waiting);
      waiting = null;
    }
  }

  private RamRecord record(Step step) {
    if (step.shape() == PageShape.ZERO) {
      return new RamRecord.Zero(step.block(), step.pageOffset(), (byte) 0);
    }
    Bytes payload = Bytes.of(deflate(step.content(), level));
    return new RamRecord.CompressPage(step.block(), step.pageOffset(), payload);
  }

  static byte[] deflate(byte[] page, int level) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(level);
    try (DeflaterOutputStream stream = new DeflaterOutputStream(bytes, deflater)) {
      stream.write(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }
}
