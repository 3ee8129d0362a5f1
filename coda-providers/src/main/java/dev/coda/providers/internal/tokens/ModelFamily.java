package dev.coda.providers.internal.tokens;

import dev.coda.api.model.TokenCounter;
import java.util.Locale;

/** A family of models that split text into tokens in the same way. Immutable. */
public enum ModelFamily {
  /** OpenAI's models: counted exactly where jtokkit is on the class path. */
  OPENAI(1.0),
  /** Claude: its tokenizer is not published, and splits text into more tokens than OpenAI's. */
  ANTHROPIC(1.2),
  /** Gemini: its tokenizer is not published; a token is about four characters. */
  GOOGLE(1.05),
  /** Any other: a few more tokens than OpenAI's, as for most open models. */
  OTHER(1.15);

  private final double factor;

  ModelFamily(double factor) {
    this.factor = factor;
  }

  /** Returns the family of a model by its name, wherever it is hosted. */
  public static ModelFamily of(String modelName) {
    String name = modelName.toLowerCase(Locale.ROOT);
    String last = name.substring(name.lastIndexOf('/') + 1);
    if (last.startsWith("gpt-") || last.startsWith("chatgpt") || last.matches("o\\d.*")) {
      return OPENAI;
    }
    if (last.startsWith("claude")) {
      return ANTHROPIC;
    }
    return last.startsWith("gemini") ? GOOGLE : OTHER;
  }

  /** Returns the counter for a model of this family. */
  public TokenCounter counter(String modelName) {
    TokenCounter estimate = new TokenEstimate(factor);
    return this == OPENAI ? OpenAiTokens.counter(modelName, estimate) : estimate;
  }
}
