package dev.coda.core.internal.context;

import dev.coda.api.model.ModelInfo;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a prompt. The prompt grows to the high mark and is then cut to the low one, so that
 * between two cuts each request begins with the previous one. Immutable.
 *
 * @param tokens that instructions and messages may take; null if the model's window is unknown
 * @param messages of a branch that are shown at most
 */
public record ContextWindow(@Nullable Long tokens, int messages) {
  private static final int USUAL_OUTPUT = 4_096;
  private static final int HIGH_PERCENT = 75;
  private static final int LOW_PERCENT = 50;
  private static final int KEPT_PERCENT = 35;

  /**
   * Leaves room for the answer, at most a quarter of the window, and for the tools.
   *
   * @param messages of a branch that are shown at most
   */
  public static ContextWindow of(ModelInfo model, long toolTokens, int messages) {
    Integer window = model.contextWindow();
    if (window == null) {
      return new ContextWindow(null, messages);
    }
    int output = model.maxOutput() == null ? USUAL_OUTPUT : model.maxOutput();
    long left = window - Math.min(output, window / 4) - toolTokens;
    return new ContextWindow(Math.max(left, window / 4), messages);
  }

  boolean isBounded() {
    return tokens != null;
  }

  /** Above this size the prompt is shortened. */
  long high() {
    return percent(HIGH_PERCENT);
  }

  /** Down to here old tool results go. */
  long low() {
    return percent(LOW_PERCENT);
  }

  /** The part of the conversation that is not summarised. */
  long kept() {
    return percent(KEPT_PERCENT);
  }

  /** From this number of messages on the older ones are summarised. */
  int highMessages() {
    return (int) ((long) messages * HIGH_PERCENT / 100);
  }

  int keptMessages() {
    return (int) ((long) messages * KEPT_PERCENT / 100);
  }

  private long percent(int percent) {
    return tokens == null ? Long.MAX_VALUE : tokens * percent / 100;
  }
}
