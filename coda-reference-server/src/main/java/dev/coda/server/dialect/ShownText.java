package dev.coda.server.dialect;

import java.util.HashMap;
import java.util.Map;

/**
 * Records how much of the parts of a message was shown, so that nothing is shown twice if a log
 * repeats it. Confined to one thread at a time.
 */
public final class ShownText {
  private final Map<Integer, Integer> lengths = new HashMap<>();

  /** Returns the part of a piece that was not shown yet; empty if all of it was shown. */
  public String next(int part, int offset, String piece) {
    int shown = lengths.getOrDefault(part, 0);
    int skip = Math.max(0, shown - offset);
    if (skip >= piece.length()) {
      return "";
    }
    lengths.put(part, offset + piece.length());
    return piece.substring(skip);
  }

  /** Returns whether nothing of a part was shown yet. */
  public boolean isNew(int part) {
    return !lengths.containsKey(part);
  }

  /** Forgets the parts from this index on, which will be written again. */
  public void dropFrom(int part) {
    lengths.keySet().removeIf(known -> known >= part);
  }
}
