package org.ramwire.conformance.files;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What has to be undone when the process is told to end.
 *
 * <p>One hook does it all. It is in place before the first thing is made, and making, publishing
 * and undoing exclude one another: whenever the signal comes, a thing is either not yet made, or
 * known here. Thread-safe.
 */
public final class Endings {

  private static final Endings PROCESS = ofProcess();

  private final Set<Runnable> cleanUps = new LinkedHashSet<>();
  private boolean ending;

  Endings() {}

  private static Endings ofProcess() {
    Endings endings = new Endings();
    try {
      Thread hook = new Thread(endings::end, "remove what is unfinished");
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: nothing more is made.
      endings.end();
    }
    return endings;
  }

  /** A step that makes or publishes something. */
  @FunctionalInterface
  public interface Step {
    /**
     * Takes the step.
     *
     * @throws IOException if it fails
     */
    void run() throws IOException;
  }

  /** Returns those of this process. */
  static Endings process() {
    return PROCESS;
  }

  /**
   * Makes something that must not be left behind.
   *
   * @param cleanUp undoes it, run when the process is told to end; bears to be run when nothing or
   *     half of it has been made
   * @param making makes it; must not end the process
   * @throws IOException if it cannot be made, or the process is ending; what there is has been
   *     undone
   */
  public static void make(Runnable cleanUp, Step making) throws IOException {
    PROCESS.started(cleanUp, making);
  }

  /**
   * Undoes what was made, or does what else ends its being unfinished.
   *
   * @param cleanUp as it was given
   */
  public static void undo(Runnable cleanUp) {
    PROCESS.undone(cleanUp);
  }

  /**
   * Tells whether the process is ending: what fails from now on fails for that.
   *
   * @return true once it was told to
   */
  public static boolean underWay() {
    return PROCESS.isEnding();
  }

  synchronized void started(Runnable cleanUp, Step making) throws IOException {
    refuseWhileEnding();
    cleanUps.add(cleanUp);
    boolean made = false;
    try {
      making.run();
      made = true;
    } finally {
      if (!made) {
        undone(cleanUp);
      }
    }
  }

  /** Takes a step that must not meet a clean-up. */
  synchronized void unlessEnding(Step step) throws IOException {
    refuseWhileEnding();
    step.run();
  }

  private void refuseWhileEnding() throws IOException {
    if (ending) {
      throw new IOException("the process is ending");
    }
  }

  synchronized void undone(Runnable cleanUp) {
    // The hook has done it, or is not to do it any more.
    if (cleanUps.remove(cleanUp)) {
      cleanUp.run();
    }
  }

  private synchronized boolean isEnding() {
    return ending;
  }

  synchronized void end() {
    ending = true;
    cleanUps.forEach(Runnable::run);
    cleanUps.clear();
  }
}
