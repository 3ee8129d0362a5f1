package dev.coda.core.internal.usage;

/**
 * Corrects the estimates for a model by the numbers of tokens that its provider reports.
 * Thread-safe.
 */
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
   * Learns from the estimated tokens of a prompt, with the present correction, and the tokens that
   * the provider reported. A single report that differs a lot changes little. All reports together
   * can change an estimate to between half and two and a half times its value.
   */
  public synchronized void learn(long estimated, long reported) {
    if (estimated >= FEWEST_TO_LEARN_FROM && reported > 0) {
      double seen = Math.max(LEAST, Math.min(MOST, reported * factor / estimated));
      factor += WEIGHT_OF_THE_LATEST * (seen - factor);
    }
  }
}
