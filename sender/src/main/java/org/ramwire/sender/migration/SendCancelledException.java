package org.ramwire.sender.migration;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The end of a sending that was cancelled, on the thread that was at it. */
public final class SendCancelledException extends IOException {

  private static final long serialVersionUID = 1L;

  SendCancelledException(@Nullable Throwable cause) {
    super("the sending was cancelled", cause);
  }
}
