package dev.coda.api.model;

import dev.langchain4j.model.output.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * Carries cache and reasoning counts through langchain4j's response, which has no place for them.
 * Immutable.
 */
public final class DetailedTokenUsage extends TokenUsage {
  private final Usage usage;

  /**
   * Wraps a usage.
   *
   * @param usage the tokens
   */
  public DetailedTokenUsage(Usage usage) {
    super(Math.toIntExact(usage.input()), Math.toIntExact(usage.output()));
    this.usage = usage;
  }

  /** {@return the full count} */
  public Usage usage() {
    return usage;
  }

  /**
   * Adds another count, with its details if it has any. langchain4j's own method calls the method
   * of the subclass, so two objects of a subclass without this method would call each other
   * forever.
   */
  @Override
  public TokenUsage add(@Nullable TokenUsage that) {
    return new DetailedTokenUsage(usage.plus(Usage.from(that)));
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
