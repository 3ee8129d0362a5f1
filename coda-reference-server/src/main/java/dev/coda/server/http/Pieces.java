package dev.coda.server.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits data that is sent, so that a connection holds only a few pieces for a client that does not
 * read. Thread-safe.
 */
public final class Pieces {
  private static final int MOST_BYTES = 16 << 10;

  private Pieces() {}

  /** Returns copies of a range of bytes, each of at most 16 KiB. */
  public static List<byte[]> of(byte[] bytes, int offset, int count) {
    List<byte[]> pieces = new ArrayList<>(count / MOST_BYTES + 1);
    int end = offset + count;
    for (int from = offset; from < end; from += MOST_BYTES) {
      pieces.add(Arrays.copyOfRange(bytes, from, Math.min(from + MOST_BYTES, end)));
    }
    return pieces;
  }
}
