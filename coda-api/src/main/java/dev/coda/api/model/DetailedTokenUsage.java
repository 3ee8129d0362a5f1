package dev.coda.api.model;

import dev.langchain4j.model.output.TokenUsage;

/**
 * Carries cache and reasoning counts through langchain4j's response, which has no place for them.
 * Immutable.
 */
public final class DetailedTokenUsage extends TokenUsage {
  private final Usage usage;

  /** Wraps a usage. */
  public DetailedTokenUsage(Usage usage) {
    super(Math.toIntExact(usage.input()), Math.toIntExact(usage.output()));
    this.usage = usage;
  }

  /** Returns the full count. */
  public Usage usage() {
    return usage;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DetailedTokenUsage that && usage.equals(that.usage);
  }

  @Override
  public int hashCode() {
    return usage.hashCode();
  }
}
