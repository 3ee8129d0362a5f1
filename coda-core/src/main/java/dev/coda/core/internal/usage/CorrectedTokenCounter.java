package dev.coda.core.internal.usage;

import dev.coda.api.model.TokenCounter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts tokens for one run, corrected by the usage that the model's provider has reported. A
 * conversation is counted again for each call, so the counts of long texts are kept, since an exact
 * count takes long. Thread-safe.
 */
public final class CorrectedTokenCounter implements TokenCounter {
  private static final int LONG = 200;

  private final TokenCounter counter;
  private final TokenCorrection correction;

  /** Created for the first long text; many runs have none, or do not count tokens. */
  private volatile @Nullable Map<String, Integer> counted;

  /** Creates a counter that corrects another. */
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
