package dev.coda.server.dialect.responses;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text that grows into pieces. Where it is cut depends on the text alone, not on how it
 * arrives: a log that a store has merged gives the same pieces. Confined to one thread at a time.
 */
final class TextPieces {
  private static final int SHORTEST = 12;
  private static final int LONGEST = 48;

  private final StringBuilder rest = new StringBuilder();

  /** Adds text, and returns the pieces that are whole now. */
  List<String> add(String more) {
    rest.append(more);
    List<String> pieces = new ArrayList<>();
    int from = 0;
    for (int end = nextEnd(from); end > 0; end = nextEnd(from)) {
      pieces.add(rest.substring(from, end));
      from = end;
    }
    rest.delete(0, from);
    return pieces;
  }

  /** Returns what is left at the end; empty for nothing. */
  String end() {
    String last = rest.toString();
    rest.setLength(0);
    return last;
  }

  /** Returns where the piece ends that begins here; 0 if it is not whole yet. */
  private int nextEnd(int from) {
    for (int end = from + SHORTEST; end <= rest.length(); end++) {
      char last = rest.charAt(end - 1);
      boolean between = Character.isWhitespace(last) || Character.isIdeographic(last);
      boolean whole = between || end - from >= LONGEST;
      if (whole && !Character.isHighSurrogate(last)) {
        return end;
      }
    }
    return 0;
  }
}
