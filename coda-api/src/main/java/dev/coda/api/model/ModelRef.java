package dev.coda.api.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a model as {@code provider/name}; the name may itself contain slashes. Immutable. */
public record ModelRef(String provider, String name) {

  public ModelRef {
    if (provider.isBlank() || provider.indexOf('/') >= 0 || name.isBlank()) {
      throw new IllegalArgumentException("a model is written provider/name");
    }
  }

  /**
   * Parses {@code provider/name}.
   *
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
