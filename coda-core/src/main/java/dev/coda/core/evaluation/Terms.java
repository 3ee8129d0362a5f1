package dev.coda.core.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.JsonNumbers;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the words and numbers that carry what a text says. Thread-safe. */
final class Terms {
  /** What lies behind is not read: scores are worth only so much time. */
  private static final int LONGEST_TEXT = 100_000;

  private static final int LONGEST_NUMBER = 40;
  private static final int SHORTEST_WORD = 3;
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
  private static final Pattern THOUSANDS = Pattern.compile(",(?=\\d{3}(?:\\D|$))");

  /** Words that say nothing about what a text is about. */
  private static final Set<String> COMMON =
      Set.of(
          "the", "and", "for", "you", "your", "with", "that", "this", "what", "when", "where",
          "which", "who", "how", "are", "was", "were", "can", "could", "will", "would", "should",
          "please", "use", "uses", "tool", "from", "into", "have", "has", "not", "but", "its",
          "all", "any", "get", "give", "tell", "does", "about", "there", "here", "then");

  private Terms() {}

  /** Returns the words of a text that mean something, in lower case. */
  static Set<String> words(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    Set<String> words = new HashSet<>();
    int start = 0;
    int letters = 0;
    for (int i = 0, next; i < lower.length(); i = next) {
      int character = lower.codePointAt(i);
      next = i + Character.charCount(character);
      if (Character.isLetter(character)) {
        letters++;
      } else {
        add(lower, start, i, letters, words);
        start = next;
        letters = 0;
      }
    }
    add(lower, start, lower.length(), letters, words);
    return words;
  }

  /** Returns the numbers of a text, each in one spelling; a lone digit counts for nothing. */
  static Set<String> numbers(String text) {
    Set<String> numbers = new LinkedHashSet<>();
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      add(matcher.group(), numbers);
    }
    return numbers;
  }

  /** Returns a value's text as a person would read it: without braces, quotes and names. */
  static String text(JsonNode value) {
    StringBuilder text = new StringBuilder();
    collect(value, text);
    return text.toString();
  }

  static boolean share(Set<String> some, Set<String> others) {
    return some.stream().anyMatch(others::contains);
  }

  private static void collect(JsonNode value, StringBuilder text) {
    if (text.length() > LONGEST_TEXT) {
      return;
    }
    if (value.isContainerNode()) {
      value.forEach(child -> collect(child, text));
    } else {
      text.append(isShort(value) ? value.decimalValue().toPlainString() : value.asText());
      text.append(' ');
    }
  }

  /** Written plainly, {@code 1e1000000000} has as many digits. */
  private static boolean isShort(JsonNode value) {
    return value.isBigDecimal() && !JsonNumbers.isOutOfRange(value);
  }

  private static void add(String text, int start, int end, int letters, Set<String> words) {
    if (letters >= SHORTEST_WORD) {
      String word = text.substring(start, end);
      if (!COMMON.contains(word)) {
        words.add(word);
      }
    }
  }

  private static void add(String found, Set<String> numbers) {
    String plain =
        found.indexOf(',') < 0 ? found : THOUSANDS.matcher(found).replaceAll("").replace(',', '.');
    if (plain.length() > 1
        && plain.length() <= LONGEST_NUMBER
        && plain.indexOf('.') == plain.lastIndexOf('.')) {
      numbers.add(new BigDecimal(plain).stripTrailingZeros().toPlainString());
    }
  }
}
