package dev.coda.core.internal.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.JsonNumbers;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules written in the plainest way, with sets and regular expressions. */
final class PlainRules {
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
  private static final Pattern THOUSANDS = Pattern.compile(",(?=\\d{3}(?:\\D|$))");
  private static final Set<String> COMMON =
      Set.of(
          "the", "and", "for", "you", "your", "with", "that", "this", "what", "when", "where",
          "which", "who", "how", "are", "was", "were", "can", "could", "will", "would", "should",
          "please", "use", "uses", "tool", "from", "into", "have", "has", "not", "but", "its",
          "all", "any", "get", "give", "tell", "does", "about", "there", "here", "then");

  private PlainRules() {}

  static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    StringBuilder word = new StringBuilder();
    (text.toLowerCase(Locale.ROOT) + " ")
        .codePoints()
        .forEach(character -> {
          if (Character.isLetter(character)) {
            word.appendCodePoint(character);
            return;
          }
          if (word.codePoints().count() >= 3 && !COMMON.contains(word.toString())) {
            words.add(word.toString());
          }
          word.setLength(0);
        });
    return words;
  }

  static Set<String> numbers(String text) {
    Set<String> numbers = new LinkedHashSet<>();
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      String plain = THOUSANDS.matcher(matcher.group()).replaceAll("").replace(',', '.');
      if (plain.length() > 1
          && plain.length() <= 40
          && plain.indexOf('.') == plain.lastIndexOf('.')) {
        numbers.add(new BigDecimal(plain).stripTrailingZeros().toPlainString());
      }
    }
    return numbers;
  }

  static String text(JsonNode value) {
    StringBuilder text = new StringBuilder();
    collect(value, text);
    return text.toString();
  }

  private static void collect(JsonNode value, StringBuilder text) {
    if (text.length() > 100_000) {
      return;
    }
    if (value.isContainerNode()) {
      value.forEach(child -> collect(child, text));
    } else {
      boolean decimal = value.isBigDecimal() && !JsonNumbers.isOutOfRange(value);
      text.append(decimal ? value.decimalValue().toPlainString() : value.asText()).append(' ');
    }
  }

  static boolean uses(JsonNode output, String answer) {
    String text = text(output);
    if (share(numbers(text), numbers(answer))) {
      return true;
    }
    Set<String> words = words(text);
    long shared = words(answer).stream().filter(words::contains).count();
    if (shared > 0 && shared >= Math.min(2, words.size())) {
      return true;
    }
    String whole = text.strip();
    return !whole.isEmpty() && whole.length() <= 40 && answer.contains(whole);
  }

  static double appropriate(String request, String tool, String description, JsonNode input) {
    Set<String> asked = words(request);
    boolean related =
        share(asked, words(tool.replace('_', ' ') + " " + description))
            || share(asked, words(text(input)))
            || share(numbers(request), numbers(text(input)));
    return related ? 1 : 0.5;
  }

  /** For an answer that has numbers. */
  static double grounded(String request, JsonNode input, JsonNode output, String answer) {
    Set<String> claimed = numbers(answer);
    Set<String> known = numbers(request + " " + text(input) + " " + text(output));
    return claimed.stream().filter(known::contains).count() / (double) claimed.size();
  }

  private static boolean share(Set<String> some, Set<String> others) {
    return some.stream().anyMatch(others::contains);
  }
}
