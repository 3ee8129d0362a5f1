package dev.coda.core.internal.side;

import dev.coda.api.content.CleanText;
import dev.coda.api.content.Part;
import dev.coda.api.content.TextPart;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Creates a title from a user's first message: its first line, cut at a word. Thread-safe. */
public final class SessionTitle {
  private static final int MAX_LENGTH = 60;

  private SessionTitle() {}

  /**
   * Returns the title that a user's message gives its session; null if it has no words.
   *
   * @param said null if there was no new message
   */
  public static @Nullable String of(@Nullable List<Part> said) {
    if (said == null) {
      return null;
    }
    String title =
        said.stream()
            .filter(TextPart.class::isInstance)
            .map(part -> from(((TextPart) part).text()))
            .findFirst()
            .orElse("");
    return title.isEmpty() ? null : title;
  }

  /** Returns a title of at most 60 characters; empty if the text has no words. */
  static String from(String text) {
    String line = text.strip().lines().findFirst().orElse("").strip().replaceAll("\\s+", " ");
    if (line.length() <= MAX_LENGTH) {
      return line;
    }
    BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
    words.setText(line);
    int end = words.preceding(MAX_LENGTH);
    if (end < MAX_LENGTH / 2) {
      end = CleanText.head(line, MAX_LENGTH - 1).length();
    }
    return line.substring(0, end).stripTrailing() + "…";
  }
}
