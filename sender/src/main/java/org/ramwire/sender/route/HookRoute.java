package org.ramwire.sender.route;

import java.io.IOException;
import java.util.function.LongConsumer;
import org.ramwire.sender.ControlHook;
import org.ramwire.sender.count.Counters;
import org.ramwire.sender.memory.PageView;

/** The way beside the stream: a hook's transport takes the page over (RAM-080). */
final class HookRoute implements Route {

  private final Route next;
  private final ControlHook hook;
  private final PageView view;
  private final SentPages sentPages;
  private final Counters counters;

  /** Takes the bytes that count in the measured bandwidth. */
  private final LongConsumer movedBeside;

  HookRoute(
      Route next,
      ControlHook hook,
      PageView view,
      SentPages sentPages,
      Counters counters,
      LongConsumer movedBeside) {
    this.next = next;
    this.hook = hook;
    this.view = view;
    this.sentPages = sentPages;
    this.counters = counters;
    this.movedBeside = movedBeside;
  }

  @Override
  public boolean send(FoundPage page) throws IOException {
    long bytes = hook.savePage(page.block().guest, page.offset(), view);
    if (bytes == ControlHook.UNSUPPORTED) {
      return next.send(page);
    }
    count(bytes);
    sentPages.forget(page);
    return true;
  }

  private void count(long bytes) {
    if (bytes >= 0) {
      counters.transferredBytes.add(bytes);
      movedBeside.accept(bytes);
      (bytes == 0 ? counters.duplicatePages : counters.normalPages).add(1);
    } else if (bytes != ControlHook.DELAYED) {
      // What is on its way is not measured before it has gone.
      counters.transferredBytes.add(ControlHook.delayedBytes(bytes));
    }
  }
}
