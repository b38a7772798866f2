package org.ramwire.receiver;

import java.util.Arrays;

/**
 * Ranges of page numbers that neither overlap nor touch, found by their first page: a balanced tree
 * (of Arne Andersson's kind) whose nodes are numbers and whose fields are arrays. So a change
 * allocates nothing unless there have never been as many ranges. Not thread-safe.
 */
final class PageRanges {

  /** No range. */
  static final int NONE = 0;

  private static final int FIRST_NODES = 16;

  /** The first page of a node's range, and the one after its last. */
  private long[] froms = new long[FIRST_NODES];

  private long[] tos = new long[FIRST_NODES];
  private int[] lefts = new int[FIRST_NODES];
  private int[] rights = new int[FIRST_NODES];

  /** How many links lead down and left from a node; a node to its right may be as high as it. */
  private byte[] levels = new byte[FIRST_NODES];

  private int root = NONE;

  /** A node whose range was removed, the next one as its left; NONE if there is none. */
  private int free = NONE;

  /** How many nodes have ever been in use. */
  private int used;

  boolean isEmpty() {
    return root == NONE;
  }

  /** Returns the last range that starts at a page or before it, until the next change. */
  int floor(long page) {
    int found = NONE;
    for (int node = root; node != NONE; ) {
      if (froms[node] <= page) {
        found = node;
        node = rights[node];
      } else {
        node = lefts[node];
      }
    }
    return found;
  }

  /** Returns the first range that starts after a page, until the next change. */
  int higher(long page) {
    int found = NONE;
    for (int node = root; node != NONE; ) {
      if (froms[node] > page) {
        found = node;
        node = lefts[node];
      } else {
        node = rights[node];
      }
    }
    return found;
  }

  long from(int range) {
    return froms[range];
  }

  long to(int range) {
    return tos[range];
  }

  /** Makes a range begin elsewhere; it stays between the same neighbours. */
  void moveFrom(int range, long from) {
    froms[range] = from;
  }

  /** Makes a range end elsewhere. */
  void moveTo(int range, long to) {
    tos[range] = to;
  }

  /** Adds a range that overlaps and touches no other. */
  void add(long from, long to) {
    int node = newNode();
    froms[node] = from;
    tos[node] = to;
    lefts[node] = NONE;
    rights[node] = NONE;
    levels[node] = 1;
    root = insert(root, node);
  }

  /** Removes the range that starts at a page. */
  void remove(long from) {
    root = delete(root, from);
  }

  /** Returns how many nodes are on the longest way down. */
  int depth() {
    return depth(root);
  }

  private int depth(int tree) {
    return tree == NONE ? 0 : 1 + Math.max(depth(lefts[tree]), depth(rights[tree]));
  }

  private int newNode() {
    if (free != NONE) {
      int node = free;
      free = lefts[node];
      return node;
    }
    if (++used == froms.length) {
      int length = 2 * used;
      froms = Arrays.copyOf(froms, length);
      tos = Arrays.copyOf(tos, length);
      lefts = Arrays.copyOf(lefts, length);
      rights = Arrays.copyOf(rights, length);
      levels = Arrays.copyOf(levels, length);
    }
    return used;
  }

  private int insert(int tree, int node) {
    if (tree == NONE) {
      return node;
    }
    if (froms[node] < froms[tree]) {
      lefts[tree] = insert(lefts[tree], node);
    } else {
      rights[tree] = insert(rights[tree], node);
    }
    return split(skew(tree));
  }

  private int delete(int tree, long from) {
    if (tree == NONE) {
      return NONE;
    }
    if (from < froms[tree]) {
      lefts[tree] = delete(lefts[tree], from);
    } else if (from > froms[tree]) {
      rights[tree] = delete(rights[tree], from);
    } else if (lefts[tree] == NONE) {
      int right = rights[tree];
      lefts[tree] = free;
      free = tree;
      return right;
    } else {
      // A node with a left one has a right one too: the next range takes its place.
      int next = rights[tree];
      while (lefts[next] != NONE) {
        next = lefts[next];
      }
      froms[tree] = froms[next];
      tos[tree] = tos[next];
      rights[tree] = delete(rights[tree], froms[next]);
    }
    return lower(tree);
  }

  /** Restores the order of levels where a node is gone from below. */
  private int lower(int tree) {
    int level = Math.min(levels[lefts[tree]], levels[rights[tree]]) + 1;
    if (level < levels[tree]) {
      levels[tree] = (byte) level;
      if (level < levels[rights[tree]]) {
        levels[rights[tree]] = (byte) level;
      }
    }
    int top = skew(tree);
    rights[top] = skew(rights[top]);
    if (rights[top] != NONE) {
      rights[rights[top]] = skew(rights[rights[top]]);
    }
    top = split(top);
    rights[top] = split(rights[top]);
    return top;
  }

  /** Turns a left node of the same level to the top. */
  private int skew(int tree) {
    int left = lefts[tree];
    if (tree == NONE || levels[left] != levels[tree]) {
      return tree;
    }
    lefts[tree] = rights[left];
    rights[left] = tree;
    return left;
  }

  /** Lifts the middle one of three in a row of the same level. */
  private int split(int tree) {
    int right = rights[tree];
    if (tree == NONE || levels[rights[right]] != levels[tree]) {
      return tree;
    }
    rights[tree] = lefts[right];
    lefts[right] = tree;
    levels[right]++;
    return right;
  }
}
