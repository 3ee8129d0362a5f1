package dev.coda.gates;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A page of Markdown without its blocks of code. Immutable.
 *
 * @param lines its lines; those inside of blocks of code are empty
 * @param anchors the names of its headings in links
 */
record Markdown(List<String> lines, List<String> anchors) {

  Markdown {
    lines = List.copyOf(lines);
    anchors = List.copyOf(anchors);
  }

  static Markdown of(Source source) {
    List<String> lines = new ArrayList<>();
    List<String> anchors = new ArrayList<>();
    boolean code = false;
    for (String line : source.text().lines().toList()) {
      boolean fence = line.stripLeading().startsWith("```");
      code ^= fence;
      lines.add(code || fence ? "" : line);
      if (!code && line.matches("#{1,6} .*")) {
        anchors.add(unused(anchor(line.replaceFirst("#+ ", "")), anchors));
      }
    }
    return new Markdown(lines, anchors);
  }

  /** As GitHub names a heading: letters, digits and hyphens. */
  private static String anchor(String heading) {
    return heading
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  private static String unused(String anchor, List<String> taken) {
    String name = anchor;
    for (int i = 1; taken.contains(name); i++) {
      name = anchor + "-" + i;
    }
    return name;
  }
}
