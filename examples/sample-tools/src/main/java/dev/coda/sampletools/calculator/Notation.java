package dev.coda.sampletools.calculator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** Reads an expression as text, before the grammar does. Immutable. */
final class Notation {
  private static final Pattern POWER_SPACE_MINUS = Pattern.compile("(\\^|\\*\\*)(\\s+)-");

  private Notation() {}

  /** Turns typographic signs into the ASCII ones; every character keeps its position. */
  static String plain(String expression) {
    String ascii =
        expression
            .replace('×', '*')
            .replace('·', '*')
            .replace('÷', '/')
            .replace('−', '-')
            .replace('\u00a0', ' ');
    // A power of a negated exponent is one operator to the grammar, so its signs stand together.
    return POWER_SPACE_MINUS.matcher(ascii).replaceAll("$1-$2");
  }

  /** Returns the index of the innermost parenthesis that stays open, or -1 if all are closed. */
  static int openParenthesis(String expression) {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < expression.length(); i++) {
      if (expression.charAt(i) == '(') {
        open.push(i);
      } else if (expression.charAt(i) == ')' && !open.isEmpty()) {
        open.pop();
      }
    }
    return open.isEmpty() ? -1 : open.peek();
  }
}
