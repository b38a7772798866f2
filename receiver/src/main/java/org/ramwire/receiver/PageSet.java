package org.ramwire.receiver;

/**
 * A set of page numbers that takes memory for its borders, not for its pages: 64 pages that are all
 * in it are one bit, 64 such groups one bit of the next level, and so on.
 *
 * <p>A hash table holds only the groups that are partly in the set. So pages that come in order
 * take next to nothing, whatever their number, and pages far apart 32 bytes each at most. The table
 * ends at {@link #MAX_GROUPS} groups, 32 MiB: enough for any 2^26 pages. Past that the set forgets
 * what does not fit, and says that it does. Not thread-safe.
 */
final class PageSet {

  /** How many groups are kept: those of any 2^26 pages, and of the levels above them. */
  static final int MAX_GROUPS = (1 << 20) + (1 << 15);

  private static final int GROUP_SHIFT = 6;
  private static final long FULL = -1;

  /** Levels of 64 to one: more than a page number has bits for. */
  private static final int LEVELS = 10;

  private static final int LEVEL_SHIFT = 58;
  private static final int FIRST_SLOTS = 1 << 6;
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private final int maxGroups;

  /** Which group a slot holds, plus one so that 0 is free. */
  private long[] keys = new long[FIRST_SLOTS];

  /** Which members of the slot's group are in the set. */
  private long[] members = new long[FIRST_SLOTS];

  private int groups;
  private boolean exact = true;

  PageSet() {
    this(MAX_GROUPS);
  }

  /** Keeps at most so many groups. */
  PageSet(int maxGroups) {
    this.maxGroups = maxGroups;
  }

  /**
   * Adds a page.
   *
   * @param page its number, below 2^58
   * @return whether it is new, and has been kept
   */
  boolean add(long page) {
    if (contains(page)) {
      return false;
    }
    long member = page;
    for (int level = 0; level < LEVELS; level++) {
      int slot = slotFor(level, member >>> GROUP_SHIFT);
      if (slot < 0) {
        // Only in the lowest level: a level below has just freed a slot.
        exact = false;
        return false;
      }
      members[slot] |= 1L << member;
      if (members[slot] != FULL) {
        return true;
      }
      free(slot);
      member >>>= GROUP_SHIFT;
    }
    return true;
  }

  private boolean contains(long page) {
    long member = page;
    for (int level = 0; level < LEVELS; level++) {
      int slot = find(key(level, member >>> GROUP_SHIFT));
      // A group that is partly in the set is in no full one.
      if (keys[slot] != 0) {
        return ((members[slot] >>> member) & 1) != 0;
      }
      member >>>= GROUP_SHIFT;
    }
    return false;
  }

  /** What is told of pages that follow one another. */
  @FunctionalInterface
  interface Ranges {
    /** Takes pages from one to before another. */
    void range(long from, long to);
  }

  /**
   * Tells of every page in the set once, in no order; the cost follows the groups, not the pages.
   */
  void forEachRange(Ranges ranges) {
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] == 0) {
        continue;
      }
      int level = (int) ((keys[slot] - 1) >>> LEVEL_SHIFT);
      long group = (keys[slot] - 1) & ((1L << LEVEL_SHIFT) - 1);
      int shift = GROUP_SHIFT * level;
      for (long left = members[slot]; left != 0; left &= left - 1) {
        long member = (group << GROUP_SHIFT) | Long.numberOfTrailingZeros(left);
        ranges.range(member << shift, (member + 1) << shift);
      }
    }
  }

  /** Tells whether every page that was added has been kept. */
  boolean exact() {
    return exact;
  }

  /** Returns how many groups are partly in the set. */
  int groups() {
    return groups;
  }

  private static long key(int level, long group) {
    return (((long) level << LEVEL_SHIFT) | group) + 1;
  }

  /** Returns the slot of a group, a new one if need be, or -1 if there is no room for it. */
  private int slotFor(int level, long group) {
    long key = key(level, group);
    int slot = find(key);
    if (keys[slot] != 0) {
      return slot;
    }
    if (groups == maxGroups) {
      return -1;
    }
    if (2 * groups >= keys.length) {
      grow();
      slot = find(key);
    }
    keys[slot] = key;
    groups++;
    return slot;
  }

  /** Returns the slot that holds a key, or the free one where it would be. */
  private int find(long key) {
    int slot = home(key);
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private int home(long key) {
    // As many of the product's upper bits as a slot's number has.
    return (int) ((key * MIX) >>> (Long.numberOfLeadingZeros(keys.length) + 1));
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldMembers = members;
    keys = new long[2 * oldKeys.length];
    members = new long[keys.length];
    for (int old = 0; old < oldKeys.length; old++) {
      if (oldKeys[old] != 0) {
        int slot = find(oldKeys[old]);
        keys[slot] = oldKeys[old];
        members[slot] = oldMembers[old];
      }
    }
  }

  /** Frees a slot, and moves up what would no longer be found past it. */
  private void free(int freed) {
    int mask = keys.length - 1;
    int hole = freed;
    for (int slot = (hole + 1) & mask; keys[slot] != 0; slot = (slot + 1) & mask) {
      int distance = (slot - home(keys[slot])) & mask;
      if (distance >= ((slot - hole) & mask)) {
        keys[hole] = keys[slot];
        members[hole] = members[slot];
        hole = slot;
      }
    }
    keys[hole] = 0;
    members[hole] = 0;
    groups--;
  }
}
