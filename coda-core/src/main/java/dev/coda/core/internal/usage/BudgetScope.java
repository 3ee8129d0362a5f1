package dev.coda.core.internal.usage;

import java.util.Locale;

/** The quantities that a run's limits bound. Immutable. */
public enum BudgetScope {
  STEPS("model calls"),
  TOOL_CALLS("tool calls"),
  TOKENS("tokens"),
  COST("money"),
  TIME("time");

  private final String words;

  BudgetScope(String words) {
    this.words = words;
  }

  /** Returns its name on the wire, such as {@code tool_calls}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns its name for people and models, such as "tool calls". */
  public String words() {
    return words;
  }
}
