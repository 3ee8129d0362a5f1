package dev.coda.bridge.schema;

import java.util.List;
import java.util.Locale;

/** Guesses which field a misspelt one was meant to be. */
final class Spelling {
  private static final List<String> FIELDS =
      List.of(
          "name",
          "description",
          "parameters",
          "returns",
          "url",
          "method",
          "locations",
          "styles",
          "body_argument",
          "headers",
          "auth",
          "allowed_hosts",
          "timeout_ms",
          "retry",
          "permission",
          "read_only",
          "idempotent",
          "max_concurrency",
          "max_attempts",
          "backoff_ms",
          "token_env",
          "value_env",
          "username_env",
          "password_env");

  private Spelling() {}

  static String suggest(String unknown) {
    String word = unknown.toLowerCase(Locale.ROOT).replace('-', '_');
    for (String field : FIELDS) {
      if (edits(field, word) <= 2) {
        return "; did you mean '" + field + "'?";
      }
    }
    return "";
  }

  /** The number of single-letter edits between two words (Levenshtein). */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
