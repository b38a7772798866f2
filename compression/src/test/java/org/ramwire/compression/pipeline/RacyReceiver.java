package org.ramwire.compression.pipeline;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.ramwire.compression.PayloadException;
import org.ramwire.format.PageSize;

/**
 * A miniature with the races of the seed's build: a thread that is busy is waited for by nobody,
 * neither a later record of its page nor the section's end, and closing drops what it has.
 */
final class RacyReceiver implements MiniReceiver {

  private record Job(int page, byte[] payload) {}

  private final byte[][] memory = new byte[Capture.PAGES][PageSize.X86.bytes()];
  private final SynchronousQueue<Job> jobs = new SynchronousQueue<>();
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean quit;

  private final Runnable whenQuitting;

  /**
   * Starts the thread.
   *
   * @param whenQuitting run once it has been told to stop
   */
  RacyReceiver(Supplier<PayloadDecoder> decoders, Runnable whenQuitting) {
    this.whenQuitting = whenQuitting;
    thread = new Thread(() -> inflate(decoders.get()), "racy");
    thread.setDaemon(true);
    thread.start();
  }

  private void inflate(PayloadDecoder decoder) {
    byte[] inflated = new byte[PageSize.X86.bytes()];
    try (decoder) {
      while (!quit) {
        Job job = jobs.poll(1, TimeUnit.MILLISECONDS);
        if (job != null) {
          decoder.decode(job.payload(), 0, job.payload().length, inflated);
          if (!quit) {
            System.arraycopy(inflated, 0, memory[job.page()], 0, inflated.length);
          }
        }
      }
    } catch (InterruptedException | PayloadException e) {
      throw new AssertionError(e);
    } finally {
      stopped.countDown();
    }
  }

  @Override
  public void compressedPage(int page, byte[] payload) {
    try {
      jobs.put(new Job(page, payload));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void page(int page, byte[] content) {
    System.arraycopy(content, 0, memory[page], 0, content.length);
  }

  @Override
  public void endOfSection() {}

  @Override
  public byte[] content(int page) {
    return memory[page];
  }

  @Override
  public void close() {
    quit = true;
    whenQuitting.run();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
