package dev.coda.bridge.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.coda.api.content.CodaJson;

/** The JSON that is kept in a {@link SignInStore}. Failures do not show it. Thread-safe. */
final class KeptJson {
  private KeptJson() {}

  static String write(Object value) {
    try {
      return CodaJson.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A sign-in cannot be written");
    }
  }

  static <T> T read(String text, Class<T> type) {
    try {
      return CodaJson.mapper().readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A kept sign-in cannot be read");
    }
  }
}
