package dev.coda.core.internal.usage;

import dev.coda.api.model.TokenCounter;

/**
 * Estimates tokens from characters if a model's tokenizer is unknown: one token for about four
 * Latin characters or one ideograph. Providers' reported usage corrects it. Thread-safe.
 */
public final class ApproximateTokenCounter implements TokenCounter {
  private static final int LATIN_CHARACTERS_PER_TOKEN = 4;
  private static final int FIRST_IDEOGRAPH = 0x2E80;

  @Override
  public int count(String text) {
    int narrow = 0;
    int wide = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < FIRST_IDEOGRAPH) {
        narrow++;
      } else {
        wide++;
      }
    }
    return wide + (narrow + LATIN_CHARACTERS_PER_TOKEN - 1) / LATIN_CHARACTERS_PER_TOKEN;
  }
}
