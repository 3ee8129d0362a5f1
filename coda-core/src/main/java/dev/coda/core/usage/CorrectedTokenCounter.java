package dev.coda.core.usage;

import dev.coda.api.model.TokenCounter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts for one run, corrected by what the model's provider has reported. A conversation is
 * counted anew for each call, so long texts are remembered: an exact count takes its time.
 * Thread-safe.
 */
public final class CorrectedTokenCounter implements TokenCounter {
  private static final int LONG = 200;

  private final TokenCounter counter;
  private final TokenCorrection correction;
  private final Map<String, Integer> counted = new ConcurrentHashMap<>();

  /** Corrects this counter. */
  public CorrectedTokenCounter(TokenCounter counter, TokenCorrection correction) {
    this.counter = counter;
    this.correction = correction;
  }

  @Override
  public int count(String text) {
    int raw =
        text.length() < LONG ? counter.count(text) : counted.computeIfAbsent(text, counter::count);
    return correction.apply(raw);
  }
}
