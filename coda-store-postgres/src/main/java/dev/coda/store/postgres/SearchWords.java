package dev.coda.store.postgres;

import dev.coda.api.content.CleanText;
import java.util.StringJoiner;

/**
 * Makes a full text query of what a person typed: each word, or beginning of one, must be there.
 * Words end at ASCII punctuation, as they do in the columns that are searched.
 */
final class SearchWords {
  private SearchWords() {}

  /** Returns a query for {@code to_tsquery}; empty if there is no word. */
  static String toQuery(String text) {
    StringJoiner query = new StringJoiner(" & ");
    StringBuilder word = new StringBuilder();
    for (char c : CleanText.clean(text).toCharArray()) {
      if (separates(c)) {
        add(query, word);
      } else {
        word.append(c);
      }
    }
    add(query, word);
    return query.toString();
  }

  /** A word holds neither quote nor backslash, so quotes around it are enough. */
  private static void add(StringJoiner query, StringBuilder word) {
    if (!word.isEmpty()) {
      query.add("'" + word + "':*");
      word.setLength(0);
    }
  }

  private static boolean separates(char c) {
    return c < 128 ? !Character.isLetterOrDigit(c) : Character.isWhitespace(c);
  }
}
