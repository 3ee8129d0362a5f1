package dev.coda.core.internal.usage;

import dev.coda.api.model.TokenCounter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts for one run, corrected by what the model's provider has reported. A conversation is
 * counted anew for each call, so long texts are remembered: an exact count takes its time.
 * Thread-safe.
 */
public final class CorrectedTokenCounter implements TokenCounter {
  private static final int LONG = 200;

  private final TokenCounter counter;
  private final TokenCorrection correction;

  /** Made for the first long text; many runs have none, or nobody who counts. */
  private volatile @Nullable Map<String, Integer> counted;

  /** Corrects this counter. */
  public CorrectedTokenCounter(TokenCounter counter, TokenCorrection correction) {
    this.counter = counter;
    this.correction = correction;
  }

  @Override
  public int count(String text) {
    int raw = text.length() < LONG ? counter.count(text) : remembered(text);
    return correction.apply(raw);
  }

  private int remembered(String text) {
    Map<String, Integer> known = counted;
    if (known == null) {
      // Of two that are made at once one is lost, and a text is counted again.
      known = new ConcurrentHashMap<>();
      counted = known;
    }
    return known.computeIfAbsent(text, counter::count);
  }
}
