package org.ramwire.sender.model;

/**
 * The modelled search for the next page that is due: it goes round the blocks from where it rested,
 * and in the first round takes every page in turn.
 */
final class PageWalk {

  /** More steps over a block's end than any guest has blocks, thrice. */
  private static final int PATIENCE = 100;

  /** What follows the step over the last block's end. */
  interface RoundEnd {
    void firstRoundIsOver();
  }

  private final ModelSettings settings;
  private final PageLedger ledger;
  private final Tally tally;
  private final RoundEnd roundEnd;

  private ModelBlock restBlock;
  private long restOffset;
  private boolean restHasGone;
  private boolean firstRound = true;

  private ModelBlock block;
  private long offset;
  private boolean wrapped;

  PageWalk(ModelSettings settings, PageLedger ledger, Tally tally, RoundEnd roundEnd) {
    this.settings = settings;
    this.ledger = ledger;
    this.tally = tally;
    this.roundEnd = roundEnd;
  }

  void startAnew() {
    restBlock = null;
    restHasGone = false;
    restOffset = 0;
    firstRound = true;
  }

  /** Takes note of the list of blocks as a call begins. */
  void blocksChanged() {
    restHasGone = restBlock != null && !ledger.lists(restBlock);
    tally.sawIf(restHasGone, Sight.REST_HAS_GONE);
    if (restHasGone && settings.departs(Departure.GONE_BLOCK_IS_LEFT)) {
      restHasGone = false;
      restBlock = null;
      restOffset = 0;
      firstRound = false;
    }
  }

  boolean firstRound() {
    return firstRound;
  }

  ModelBlock block() {
    return block;
  }

  long offset() {
    return offset;
  }

  /** Sets out from where the last walk ended. */
  void setOut() {
    if (restHasGone) {
      throw new NoSuchMemory();
    }
    if (restBlock == null && settings.departs(Departure.NEW_ROUND_MAY_FIND_NOTHING)) {
      restBlock = ledger.first();
    }
    block = restBlock == null ? ledger.first() : restBlock;
    offset = restOffset;
    wrapped = false;
  }

  /** Rests where the walk is now. */
  void rest() {
    restBlock = block;
    restOffset = offset;
  }

  /**
   * Goes on to the next page to send, and settles it.
   *
   * @return false if the walk has been all round
   */
  boolean findNext(boolean lastStage) {
    for (int step = 0; step < PATIENCE; step++) {
      int page = nextPage();
      int end = ledger.pages(block);
      boolean found = page < end;
      if (found) {
        tally.sawIf(!ledger.isDue(block, page), Sight.CLEAN_PAGE_SENT);
        ledger.settle(block, page);
      }
      offset = (long) page * settings.pageBytes();
      boolean giveUp = wrapped && block == restBlock && offset >= startOf(end);
      if (giveUp && !(found && settings.departs(Departure.LAST_PAGE_IS_SENT))) {
        tally.saw(found ? Sight.PAGE_LOST : Sight.RETURN_TO_START);
        return false;
      }
      if (found) {
        return true;
      }
      stepToNextBlock(lastStage);
    }
    tally.saw(Sight.NEVER_ENDS);
    throw new NeverEnds();
  }

  /** Returns the page to look at next; the block's end, or one more, if there is none. */
  private int nextPage() {
    int from = (int) (offset / settings.pageBytes());
    return firstRound && from > 0 ? from + 1 : ledger.firstDue(block, from);
  }

  /** Returns where the walk has been all round; a block may have shrunk below that. */
  private long startOf(int endPage) {
    return settings.departs(Departure.SHRUNK_BLOCK_ENDS_WALK)
        ? Math.min(restOffset, (long) endPage * settings.pageBytes())
        : restOffset;
  }

  private void stepToNextBlock(boolean lastStage) {
    offset = 0;
    block = ledger.after(block);
    if (block == null) {
      block = ledger.first();
      wrapped = true;
      firstRound = false;
      tally.saw(lastStage ? Sight.WRAP_IN_LAST_STAGE : Sight.WRAP);
      roundEnd.firstRoundIsOver();
    }
  }

  /** Thrown where the seed goes round and round without an end. */
  static final class NeverEnds extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Thrown where the seed walks on in memory that has been freed. */
  static final class NoSuchMemory extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
