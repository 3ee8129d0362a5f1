package dev.coda.core.internal.loop;

import dev.coda.api.content.JsonSize;

/**
 * Counts the bytes of a model's answer to one call, against a limit. Confined to one thread at a
 * time.
 */
final class AnswerSize {
  private final long max;
  private long bytes;
  private boolean over;

  AnswerSize(long max) {
    this.max = max;
  }

  /** Counts a piece of text; returns what of it is within the limit, all of it in general. */
  String count(String piece) {
    long size = JsonSize.utf8(piece);
    if (size <= max - bytes) {
      bytes += size;
      return piece;
    }
    over = true;
    int end = 0;
    while (end < piece.length()) {
      int next = piece.offsetByCodePoints(end, 1);
      long more = JsonSize.utf8(piece.substring(end, next));
      if (more > max - bytes) {
        break;
      }
      bytes += more;
      end = next;
    }
    return piece.substring(0, end);
  }

  /** Counts what cannot be cut. */
  void count(long size) {
    over |= size > max - bytes;
    bytes += size;
  }

  boolean isOver() {
    return over;
  }

  long max() {
    return max;
  }

  /** Begins again: earlier output does not count. */
  void reset() {
    bytes = 0;
    over = false;
  }
}
