package dev.coda.api.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a model as {@code provider/name}; the name may itself contain slashes. Immutable.
 *
 * @param provider the name of the provider
 * @param name the name of the model
 */
public record ModelRef(String provider, String name) {

  /** Validates the components. */
  public ModelRef {
    if (provider.isBlank() || provider.indexOf('/') >= 0 || name.isBlank()) {
      throw new IllegalArgumentException("a model is written provider/name");
    }
  }

  /**
   * Parses {@code provider/name}.
   *
   * @param text such as {@code openai/gpt-5}
   * @return the reference
   * @throws IllegalArgumentException if either half is missing
   */
  @JsonCreator
  public static ModelRef of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("a model is written provider/name, not '" + text + "'");
    }
    return new ModelRef(text.substring(0, slash), text.substring(slash + 1));
  }

  @JsonValue
  @Override
  public String toString() {
    return provider + "/" + name;
  }
}
