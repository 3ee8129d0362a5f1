package dev.coda.providers.anthropic;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds to langchain4j's parameters what only Anthropic knows. Each may be left open, in the request
 * or in the provider's defaults. Immutable.
 */
public final class AnthropicParameters extends DefaultChatRequestParameters {
  private static final AnthropicParameters NONE = builder().build();

  private final Extras extras;
  private final Map<String, Object> extra;

  private AnthropicParameters(Builder builder) {
    super(builder);
    this.extras = builder.extras;
    this.extra = Collections.unmodifiableMap(new LinkedHashMap<>(builder.extra));
  }

  /** Starts with everything open. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the parameters as they are if they are Anthropic's, else with nothing added. */
  static AnthropicParameters from(ChatRequestParameters parameters) {
    return parameters instanceof AnthropicParameters own ? own : NONE;
  }

  /**
   * Returns how many tokens the model may spend on thinking; empty to leave thinking to the model's
   * own default. Models that measure their thinking themselves take it as a wish to see it.
   */
  public Optional<Integer> thinkingBudget() {
    return Optional.ofNullable(extras.thinkingBudget);
  }

  /** Returns how hard the model should try, such as {@code low}; empty for its default. */
  public Optional<String> effort() {
    return Optional.ofNullable(extras.effort);
  }

  /** Returns the one tool that must be called; empty for whatever the tool choice says. */
  public Optional<String> forcedTool() {
    return Optional.ofNullable(extras.forcedTool);
  }

  /** Tells whether several tools may be called in one answer: yes unless set. */
  public boolean parallelToolCalls() {
    return !Boolean.FALSE.equals(extras.parallelToolCalls);
  }

  /** Tells whether the prompt is marked for Anthropic's cache: yes unless set. */
  public boolean promptCaching() {
    return !Boolean.FALSE.equals(extras.promptCaching);
  }

  /** Returns how long the prompt stays in the cache; empty for Anthropic's default. */
  public Optional<String> promptCacheTtl() {
    return Optional.ofNullable(extras.cacheTtl);
  }

  /** Returns fields of the body that are sent as they are. */
  public Map<String, Object> extra() {
    return extra;
  }

  @Override
  public ChatRequestParameters overrideWith(ChatRequestParameters that) {
    return builder().overrideWith(this).overrideWith(that).build();
  }

  @Override
  public ChatRequestParameters defaultedBy(ChatRequestParameters that) {
    return builder().overrideWith(that).overrideWith(this).build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AnthropicParameters that
        && super.equals(other)
        && extras.equals(that.extras)
        && extra.equals(that.extra);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), extras, extra);
  }

  @Override
  public String toString() {
    return super.toString() + extras + extra.keySet();
  }

  /** Collects parameters. Confined to one thread at a time. */
  public static final class Builder extends DefaultChatRequestParameters.Builder<Builder> {
    private Extras extras = new Extras(null, null, null, null, null, null);

    private final Map<String, Object> extra = new LinkedHashMap<>();

    private Builder() {}

    /** Lets the model think, at most this many tokens; the answer's limit must be larger. */
    public Builder thinkingBudget(int tokens) {
      extras = new Extras(tokens, null, null, null, null, null).or(extras);
      return this;
    }

    /** Sets how hard the model should try: {@code low}, {@code medium}, {@code high} and so on. */
    public Builder effort(String value) {
      extras = new Extras(null, value, null, null, null, null).or(extras);
      return this;
    }

    /** Makes the model call this tool. */
    public Builder forcedTool(String name) {
      extras = new Extras(null, null, name, null, null, null).or(extras);
      return this;
    }

    /** Sets whether several tools may be called in one answer. */
    public Builder parallelToolCalls(boolean value) {
      extras = new Extras(null, null, null, value, null, null).or(extras);
      return this;
    }

    /** Sets whether the prompt is marked for Anthropic's cache, which costs a little to fill. */
    public Builder promptCaching(boolean value) {
      extras = new Extras(null, null, null, null, value, null).or(extras);
      return this;
    }

    /** Sets how long the prompt stays in the cache, unread: {@code 5m} or, for more, {@code 1h}. */
    public Builder promptCacheTtl(String value) {
      extras = new Extras(null, null, null, null, null, value).or(extras);
      return this;
    }

    /** Adds a field of the body that Coda has no name for, as JSON or as Jackson writes it. */
    public Builder extra(String field, Object value) {
      extra.put(field, value);
      return this;
    }

    @Override
    public Builder overrideWith(ChatRequestParameters that) {
      super.overrideWith(that);
      if (that instanceof AnthropicParameters own) {
        extras = own.extras.or(extras);
        extra.putAll(own.extra);
      }
      return this;
    }

    @Override
    public AnthropicParameters build() {
      return new AnthropicParameters(this);
    }
  }

  private record Extras(
      @Nullable Integer thinkingBudget,
      @Nullable String effort,
      @Nullable String forcedTool,
      @Nullable Boolean parallelToolCalls,
      @Nullable Boolean promptCaching,
      @Nullable String cacheTtl) {

    Extras or(Extras other) {
      return new Extras(
          thinkingBudget == null ? other.thinkingBudget : thinkingBudget,
          effort == null ? other.effort : effort,
          forcedTool == null ? other.forcedTool : forcedTool,
          parallelToolCalls == null ? other.parallelToolCalls : parallelToolCalls,
          promptCaching == null ? other.promptCaching : promptCaching,
          cacheTtl == null ? other.cacheTtl : cacheTtl);
    }
  }
}
