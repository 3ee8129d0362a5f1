package dev.coda.providers.openai;

import dev.coda.api.error.ConfigurationException;
import dev.coda.providers.BaseUrl;
import java.util.Locale;

/** The two protocols of OpenAI's models. Immutable. */
public enum OpenAiApi {
  /** {@code POST /responses}, which keeps the thinking of a model from one call to the next. */
  RESPONSES,
  /** {@code POST /chat/completions}, which other hosts imitate. */
  CHAT_COMPLETIONS;

  /**
   * Reads {@code responses} or {@code chat_completions}.
   *
   * @param name the name of the protocol
   * @return the protocol
   * @throws ConfigurationException if it is neither
   */
  public static OpenAiApi from(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "responses" -> RESPONSES;
      case "chat_completions", "chat" -> CHAT_COMPLETIONS;
      default ->
          throw new ConfigurationException(
              "OpenAI's protocol must be responses or chat_completions: check OPENAI_PROTOCOL.");
    };
  }

  /**
   * Returns the protocol that an address certainly has: a host other than OpenAI may have only chat
   * completions.
   */
  static OpenAiApi at(String baseUrl) {
    String host = String.valueOf(BaseUrl.resource("openai", baseUrl, "").getHost());
    return host.toLowerCase(Locale.ROOT).endsWith("api.openai.com") ? RESPONSES : CHAT_COMPLETIONS;
  }
}
