package dev.coda.core.internal.usage;

/** Learns from what a provider reports by how much a model's estimates are off. Thread-safe. */
public final class TokenCorrection {
  /** Short prompts are mostly what surrounds their text, and teach nothing of it. */
  private static final int FEWEST_TO_LEARN_FROM = 50;

  private static final double LEAST = 0.5;
  private static final double MOST = 2.5;
  private static final double WEIGHT_OF_THE_LATEST = 0.3;

  private volatile double factor = 1;

  /** Corrects an estimate. */
  public int apply(int tokens) {
    return (int) Math.min(Integer.MAX_VALUE, Math.round(tokens * factor));
  }

  /**
   * Takes what a prompt was estimated to have, corrected as it is now, and what the provider says
   * it had. One report that is far off changes little; all together change an estimate to between
   * half of it and two and a half times as much.
   */
  public synchronized void learn(long estimated, long reported) {
    if (estimated >= FEWEST_TO_LEARN_FROM && reported > 0) {
      double seen = Math.max(LEAST, Math.min(MOST, reported * factor / estimated));
      factor += WEIGHT_OF_THE_LATEST * (seen - factor);
    }
  }
}
