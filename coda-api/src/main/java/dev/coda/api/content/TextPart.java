package dev.coda.api.content;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Plain text or Markdown. Immutable.
 *
 * @param text the text
 * @param metadata facts about the text from the model's provider: {@code citations}, each in the
 *     provider's format, and {@code refusal}; null for none
 */
public record TextPart(String text, @Nullable JsonNode metadata) implements Part {
  /**
   * Creates a text without metadata.
   *
   * @param text the text
   */
  public TextPart(String text) {
    this(text, null);
  }
}
