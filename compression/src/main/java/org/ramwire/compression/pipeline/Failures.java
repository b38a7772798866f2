package org.ramwire.compression.pipeline;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What becomes of the failures of several threads: the first is thrown, the others go with it. */
final class Failures {

  private Failures() {}

  /** Throws a failure as itself; does nothing for null. */
  static void rethrow(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    } else if (failure instanceof RuntimeException e) {
      throw e;
    } else if (failure instanceof Error e) {
      throw e;
    } else if (failure != null) {
      throw new AssertionError("a page's work threw a checked exception of another kind", failure);
    }
  }

  /** Joins another failure to the first, unless there is none or it is the first itself. */
  static void join(Throwable first, Throwable other) {
    if (other != null && other != first && first.getCause() != other) {
      first.addSuppressed(other);
    }
  }
}
