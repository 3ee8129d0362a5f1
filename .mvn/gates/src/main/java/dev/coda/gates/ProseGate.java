package dev.coda.gates;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Comments, documents and messages do without the words that {@code prose.txt} lists. */
final class ProseGate implements Gate {

  private static final String LIST = "prose.txt";

  /** Between two words of a comment, with the line break and what the next line begins with. */
  private static final String BLANK = "[\\\\s*/#]+";

  private final List<Rule> rules;

  /**
   * Reads one rule a line.
   *
   * @param lines {@code regular expression = what to write}; empty ones and those with # do not
   *     count
   */
  ProseGate(List<String> lines) {
    this.rules =
        lines.stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Rule::parse)
            .toList();
  }

  /** Returns the gate with the list of this repository. */
  static ProseGate create() {
    try (BufferedReader list =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ProseGate.class.getResourceAsStream(LIST), LIST),
                StandardCharsets.UTF_8))) {
      return new ProseGate(list.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Finding> check(Source source) {
    // A migration that has run may never change, not even a comment of it.
    if (source.slashed().contains("/db/")) {
      return List.of();
    }
    return rules.stream().flatMap(rule -> rule.check(source).stream()).toList();
  }

  private record Rule(Pattern words, String instead) {

    static Rule parse(String line) {
      String[] sides = line.split(" = ", 2);
      return new Rule(
          Pattern.compile(sides[0].replaceAll(" ", BLANK), Pattern.CASE_INSENSITIVE), sides[1]);
    }

    List<Finding> check(Source source) {
      return words
          .matcher(source.text())
          .results()
          .map(match ->
              new Finding(
                  source.path(),
                  1
                      + (int)
                          source.text().chars().limit(match.start()).filter(c -> c == '\n').count(),
                  "has \"" + match.group().strip() + "\"; write: " + instead))
          .toList();
    }
  }
}
