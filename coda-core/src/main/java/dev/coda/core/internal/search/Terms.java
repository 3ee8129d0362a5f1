package dev.coda.core.internal.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits names and sentences into terms that can be compared: {@code listPullRequests}, {@code
 * list_pull_requests} and "lists a pull request" have the same ones. Thread-safe.
 */
final class Terms {
  /** A run of capitals, a word with or without a capital, digits, or letters without case. */
  private static final Pattern WORD =
      Pattern.compile("\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?\\p{Ll}+|\\p{Nd}+|\\p{L}+");

  private static final int SHORTEST_STEM = 3;
  private static final Set<String> COMMON =
      Set.of(
          "a", "an", "and", "are", "as", "at", "be", "by", "can", "for", "from", "has", "have",
          "how", "i", "if", "in", "into", "is", "it", "its", "me", "my", "of", "on", "one", "or",
          "our", "please", "some", "that", "the", "their", "this", "to", "tool", "us", "use",
          "want", "was", "we", "what", "when", "which", "who", "will", "with", "you", "your");

  private Terms() {}

  /** Returns the terms of a text in their order, repeated ones included. */
  static List<String> of(String text) {
    List<String> terms = new ArrayList<>();
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      String word = words.group().toLowerCase(Locale.ROOT);
      if (!COMMON.contains(word)) {
        terms.add(stem(word));
      }
    }
    return terms;
  }

  /** Removes the English endings of plurals and verb forms. */
  static String stem(String word) {
    String stem = withoutPlural(word);
    stem = withoutEnding(stem, "ing");
    stem = withoutEnding(stem, "ed");
    stem = withoutEnding(stem, "ion");
    return stem.length() > SHORTEST_STEM && stem.endsWith("e") ? cut(stem, 1) : stem;
  }

  private static String withoutPlural(String word) {
    if (word.length() <= SHORTEST_STEM || !word.endsWith("s") || word.endsWith("ss")) {
      return word;
    }
    if (word.endsWith("ies")) {
      return cut(word, 3) + "y";
    }
    return word.endsWith("us") || word.endsWith("is") ? word : cut(word, 1);
  }

  private static String withoutEnding(String word, String ending) {
    if (!word.endsWith(ending) || word.length() - ending.length() < SHORTEST_STEM) {
      return word;
    }
    String stem = cut(word, ending.length());
    int last = stem.length() - 1;
    boolean doubled =
        stem.charAt(last) == stem.charAt(last - 1) && "ls".indexOf(stem.charAt(last)) < 0;
    return doubled ? cut(stem, 1) : stem;
  }

  private static String cut(String word, int letters) {
    return word.substring(0, word.length() - letters);
  }
}
