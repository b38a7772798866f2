package org.ramwire.sender.model;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The record as the errata advise: for each block on its own, for the list as it was when the call
 * began, with pages that are due from the moment that a block or its growth is noticed, and with a
 * count instead of a number.
 */
final class BlockLedger implements PageLedger {

  private final ModelMemory memory;
  private Map<ModelBlock, Account> accounts = new LinkedHashMap<>();
  private List<ModelBlock> order = List.of();

  /** What is known of a block. */
  private static final class Account {
    private final BitSet due = new BitSet();
    private int pages;
  }

  BlockLedger(ModelMemory memory) {
    this.memory = memory;
    follow();
  }

  @Override
  public boolean follow() {
    Map<ModelBlock, Account> known = accounts;
    accounts = new LinkedHashMap<>();
    order = memory.blocks();
    for (ModelBlock block : order) {
      Account account = known.remove(block);
      accounts.put(block, account == null ? new Account() : account);
      if (account == null) {
        pages(block);
      }
    }
    return !known.isEmpty();
  }

  @Override
  public ModelBlock first() {
    return order.get(0);
  }

  @Override
  public ModelBlock after(ModelBlock block) {
    int next = order.indexOf(block) + 1;
    return next == order.size() ? null : order.get(next);
  }

  @Override
  public boolean lists(ModelBlock block) {
    return accounts.containsKey(block);
  }

  @Override
  public int pages(ModelBlock block) {
    Account account = accounts.get(block);
    int pages = block.usedBytes / memory.pageBytes;
    if (pages > account.pages) {
      account.due.set(account.pages, pages);
    } else {
      account.due.clear(pages, account.pages);
    }
    account.pages = pages;
    return pages;
  }

  @Override
  public boolean isDue(ModelBlock block, int page) {
    return accounts.get(block).due.get(page);
  }

  @Override
  public void settle(ModelBlock block, int page) {
    accounts.get(block).due.clear(page);
  }

  @Override
  public long takeWritten() {
    order.forEach(this::pages);
    long before = remaining();
    for (ModelBlock block : order) {
      for (int page : memory.takeWritten(block, pages(block))) {
        accounts.get(block).due.set(page);
      }
    }
    return remaining() - before;
  }

  @Override
  public long remaining() {
    return accounts.values().stream().mapToLong(account -> account.due.cardinality()).sum();
  }

  @Override
  public long totalBytes() {
    return accounts.values().stream().mapToLong(account -> account.pages).sum() * memory.pageBytes;
  }
}
