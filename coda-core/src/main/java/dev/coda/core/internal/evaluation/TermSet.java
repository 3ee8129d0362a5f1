package dev.coda.core.internal.evaluation;

import java.util.SplittableRandom;

/**
 * A set of terms that all occur in one text, held as their positions in it: most texts have a
 * handful of terms, and none of them has to be copied. ASCII letters are compared without regard to
 * case. Confined to one thread at a time.
 */
final class TermSet {
  /** Unknown outside of this process, so that no text can be written whose terms all collide. */
  private static final int MULTIPLIER = new SplittableRandom().nextInt() | 1;

  private static final long[] NONE = {};
  private static final int FIRST_CAPACITY = 4;

  private final String text;

  /** A hash table: the start in the upper half, the end in the lower half, 0 where it is empty. */
  private long[] spans = NONE;

  private int size;

  TermSet(String text) {
    this.text = text;
  }

  int size() {
    return size;
  }

  /** Adds the term between two positions of the text; it has at least one character. */
  void add(int start, int end) {
    if (4 * (size + 1) > 3 * spans.length) {
      grow();
    }
    int slot = slot(text, start, end);
    if (spans[slot] == 0) {
      spans[slot] = (long) start << 32 | end;
      size++;
    }
  }

  /** Returns whether the term between two positions of another text is in this set. */
  boolean contains(String other, int start, int end) {
    return size > 0 && spans[slot(other, start, end)] != 0;
  }

  /** Counts the terms that are in another set as well. */
  int countIn(TermSet other) {
    int count = 0;
    for (long span : spans) {
      count += span != 0 && other.contains(text, start(span), end(span)) ? 1 : 0;
    }
    return count;
  }

  /** Removes the terms that are in another set as well. */
  void removeAll(TermSet other) {
    long[] before = spans;
    spans = NONE;
    size = 0;
    for (long span : before) {
      if (span != 0 && !other.contains(text, start(span), end(span))) {
        add(start(span), end(span));
      }
    }
  }

  private void grow() {
    long[] before = spans;
    spans = new long[Math.max(FIRST_CAPACITY, 2 * before.length)];
    for (long span : before) {
      if (span != 0) {
        spans[slot(text, start(span), end(span))] = span;
      }
    }
  }

  /** Returns the slot that has this term, or the empty one where it belongs. */
  private int slot(String other, int start, int end) {
    int mask = spans.length - 1;
    int slot = hash(other, start, end) & mask;
    while (spans[slot] != 0 && !isAt(spans[slot], other, start, end)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private boolean isAt(long span, String other, int start, int end) {
    if (end(span) - start(span) != end - start) {
      return false;
    }
    for (int i = start(span), j = start; j < end; i++, j++) {
      if (folded(text.charAt(i)) != folded(other.charAt(j))) {
        return false;
      }
    }
    return true;
  }

  private static int hash(String text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = (Integer.rotateLeft(hash, 5) ^ folded(text.charAt(i))) * MULTIPLIER;
    }
    return hash ^ hash >>> 16;
  }

  private static char folded(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
  }

  private static int start(long span) {
    return (int) (span >>> 32);
  }

  private static int end(long span) {
    return (int) span;
  }
}
