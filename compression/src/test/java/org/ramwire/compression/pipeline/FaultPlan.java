package org.ramwire.compression.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import org.ramwire.compression.PayloadException;
import org.ramwire.format.Clause;
import org.ramwire.format.page.PageEncoder;

/**
 * A fault at one point of a run: each call that could fail counts one, and the chosen one does.
 * Counts what is opened and closed as well. Thread-safe.
 */
final class FaultPlan {

  /** The fault of a source, a sink or an output. */
  static final class InjectedIoFault extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The fault of a codec. */
  static final class InjectedError extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final int failingPoint;
  private final AtomicInteger points = new AtomicInteger();
  private final AtomicInteger injected = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  FaultPlan(int failingPoint) {
    this.failingPoint = failingPoint;
  }

  int points() {
    return points.get();
  }

  int injected() {
    return injected.get();
  }

  /** Returns how many codecs are open. */
  int open() {
    return open.get();
  }

  private boolean fails() {
    boolean fails = points.getAndIncrement() == failingPoint;
    if (fails) {
      injected.incrementAndGet();
    }
    return fails;
  }

  void ioPoint() throws IOException {
    if (fails()) {
      throw new InjectedIoFault();
    }
  }

  void errorPoint() {
    if (fails()) {
      throw new InjectedError();
    }
  }

  void payloadPoint() throws PayloadException {
    if (fails()) {
      throw new PayloadException(Clause.COMPRESS_ZLIB, 0, "injected");
    }
  }

  WritableByteChannel channel(WritableByteChannel target) {
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer source) throws IOException {
        ioPoint();
        return target.write(source);
      }

      @Override
      public boolean isOpen() {
        return target.isOpen();
      }

      @Override
      public void close() throws IOException {
        target.close();
      }
    };
  }

  Supplier<PageEncoder> encoders(Supplier<? extends PageEncoder> encoders) {
    return () -> {
      errorPoint();
      PageEncoder encoder = encoders.get();
      open.incrementAndGet();
      return new FaultyEncoder(encoder);
    };
  }

  Supplier<PayloadDecoder> decoders(Supplier<? extends PayloadDecoder> decoders) {
    return () -> {
      errorPoint();
      PayloadDecoder decoder = decoders.get();
      open.incrementAndGet();
      return new PayloadDecoder() {
        @Override
        public void decode(byte[] payload, int from, int length, byte[] page)
            throws PayloadException {
          errorPoint();
          payloadPoint();
          decoder.decode(payload, from, length, page);
        }

        @Override
        public void close() {
          open.decrementAndGet();
          decoder.close();
        }
      };
    };
  }

  private final class FaultyEncoder implements PageEncoder {

    private final PageEncoder encoder;

    FaultyEncoder(PageEncoder encoder) {
      this.encoder = encoder;
    }

    @Override
    public String name() {
      return encoder.name();
    }

    @Override
    public boolean needsPrevious() {
      return false;
    }

    @Override
    public int maxEncodedBytes() {
      return encoder.maxEncodedBytes();
    }

    @Override
    public int encode(
        byte[] page,
        int pageFrom,
        byte[] previous,
        int previousFrom,
        byte[] target,
        int targetFrom) {
      errorPoint();
      return encoder.encode(page, pageFrom, previous, previousFrom, target, targetFrom);
    }

    @Override
    public void decode(byte[] encoded, int encodedFrom, int length, byte[] page, int pageFrom)
        throws DataFormatException {
      encoder.decode(encoded, encodedFrom, length, page, pageFrom);
    }

    @Override
    public void close() {
      open.decrementAndGet();
      encoder.close();
    }
  }
}
