package dev.coda.gates;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Other text has no trailing white space, no carriage returns, and ends in one line feed. */
final class WhitespaceGate implements Gate {

  @Override
  public List<Finding> check(Source source) {
    if (source.isJava()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    String[] actual = source.text().split("\n", -1);
    String[] wanted = fix(source).split("\n", -1);
    for (int i = 0; i < actual.length && findings.isEmpty(); i++) {
      if (i >= wanted.length || !actual[i].equals(wanted[i])) {
        findings.add(new Finding(source.path(), i + 1, "has white space at the end of a line"));
      }
    }
    if (findings.isEmpty() && actual.length != wanted.length) {
      findings.add(new Finding(source.path(), actual.length, "does not end in a line feed"));
    }
    return findings;
  }

  @Override
  public String fix(Source source) {
    if (source.isJava() || source.text().isBlank()) {
      return source.text();
    }
    // Two blanks at the end of a line of Markdown are a line break.
    boolean markdown = source.extension().equals("md");
    return source
            .text()
            .lines()
            .map(line -> markdown ? line : line.stripTrailing())
            .collect(Collectors.joining("\n"))
            .stripTrailing()
        + "\n";
  }
}
