package dev.coda.core.internal.loop;

import dev.coda.api.content.CleanText;

/**
 * Hands on streamed text so that each piece can be encoded on its own: half a surrogate pair waits
 * for the other half. Confined to one thread at a time.
 */
final class TextStream {
  private int offset;
  private char carried;

  /** Returns what of the carried and the new text can be sent now; empty if nothing can. */
  String next(String text) {
    if (text.isEmpty()) {
      return "";
    }
    String whole = carried == 0 ? text : carried + text;
    carried = 0;
    char last = whole.charAt(whole.length() - 1);
    if (Character.isHighSurrogate(last)) {
      carried = last;
      whole = whole.substring(0, whole.length() - 1);
    }
    return CleanText.clean(whole);
  }

  /** Returns whether nothing has been sent. */
  boolean isEmpty() {
    return offset == 0;
  }

  /** Returns the offset of a piece of this length, which is about to be sent. */
  int advance(int length) {
    int at = offset;
    offset += length;
    return at;
  }
}
