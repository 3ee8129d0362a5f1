package dev.coda.api.content;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Holds plain text or Markdown. Immutable.
 *
 * @param metadata what a model's provider says of the text: {@code citations}, each in the
 *     provider's own shape, and {@code refusal}; null if nothing
 */
public record TextPart(String text, @Nullable JsonNode metadata) implements Part {
  /** A text of which nothing more is said. */
  public TextPart(String text) {
    this(text, null);
  }
}
