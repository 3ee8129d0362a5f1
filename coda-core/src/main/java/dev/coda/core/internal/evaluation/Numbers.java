package dev.coda.core.internal.evaluation;

/** Finds the numbers of a text, however they are written. Thread-safe. */
final class Numbers {
  private static final int LONGEST = 40;

  private Numbers() {}

  /**
   * Returns the distinct numbers of a text: {@code 1,234.50} is {@code 1234.5}. A lone digit counts
   * for nothing, nor does what has two decimal points, such as a version or a date.
   */
  static TermSet in(String text) {
    String plain = withoutCommas(text);
    TermSet numbers = new TermSet(plain);
    int at = 0;
    while (at < plain.length()) {
      if (isDigit(plain, at)) {
        at = addNumber(plain, at, numbers);
      } else {
        at++;
      }
    }
    return numbers;
  }

  /** Adds the number that starts here, if it is one, and returns where it ends. */
  private static int addNumber(String text, int start, TermSet numbers) {
    int points = 0;
    int end = start + 1;
    while (isDigit(text, end) || (isAt('.', text, end) && isDigit(text, end + 1))) {
      points += text.charAt(end) == '.' ? 1 : 0;
      end++;
    }
    if (end - start > 1 && end - start <= LONGEST && points <= 1) {
      numbers.add(firstDigit(text, start), lastDigit(text, end, points));
    }
    return end;
  }

  /** Skips zeros that a number can be written without. */
  private static int firstDigit(String text, int start) {
    int first = start;
    while (text.charAt(first) == '0' && isDigit(text, first + 1)) {
      first++;
    }
    return first;
  }

  private static int lastDigit(String text, int end, int points) {
    int last = end;
    if (points > 0) {
      while (text.charAt(last - 1) == '0') {
        last--;
      }
      last -= text.charAt(last - 1) == '.' ? 1 : 0;
    }
    return last;
  }

  /** A comma before exactly three digits parts thousands; any other is a decimal point. */
  private static String withoutCommas(String text) {
    StringBuilder plain = null;
    int copied = 0;
    for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', comma + 1)) {
      if (isDigit(text, comma - 1) && isDigit(text, comma + 1)) {
        plain = plain == null ? new StringBuilder(text.length()) : plain;
        plain.append(text, copied, comma).append(isThousands(text, comma) ? "" : ".");
        copied = comma + 1;
      }
    }
    return plain == null ? text : plain.append(text, copied, text.length()).toString();
  }

  private static boolean isThousands(String text, int comma) {
    return isDigit(text, comma + 2) && isDigit(text, comma + 3) && !isDigit(text, comma + 4);
  }

  private static boolean isDigit(String text, int at) {
    return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static boolean isAt(char c, String text, int at) {
    return at < text.length() && text.charAt(at) == c;
  }
}
