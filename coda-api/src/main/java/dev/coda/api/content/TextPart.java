package dev.coda.api.content;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Plain text or Markdown. Immutable.
 *
 * @param text the text
 * @param metadata what a model's provider says of the text: {@code citations}, each in the
 *     provider's own shape, and {@code refusal}; null if nothing
 */
public record TextPart(String text, @Nullable JsonNode metadata) implements Part {
  /**
   * A text of which nothing more is said.
   *
   * @param text the text
   */
  public TextPart(String text) {
    this(text, null);
  }
}
