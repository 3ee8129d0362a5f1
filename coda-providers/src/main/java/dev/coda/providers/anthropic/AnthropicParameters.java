package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.model.ModelParameters;
import dev.coda.providers.internal.wire.OwnSettings;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.Map;
import java.util.Optional;

/**
 * Adds to the common parameters what only Anthropic knows. Each may be left open, in the request or
 * in the provider's defaults. Immutable.
 */
public final class AnthropicParameters extends ModelParameters {
  private static final String THINKING_BUDGET = "thinking_budget";
  private static final String FORCED_TOOL = "forced_tool";
  private static final String PARALLEL_TOOL_CALLS = "parallel_tool_calls";
  private static final String PROMPT_CACHING = "prompt_caching";
  private static final String CACHE_TTL = "prompt_cache_ttl";

  private static final OwnSettings SETTINGS = OwnSettings.of("anthropic");
  private static final AnthropicParameters NONE = builder().build();

  private AnthropicParameters(Builder builder) {
    super(builder);
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the parameters with Anthropic's own, and nothing added to those of others. */
  static AnthropicParameters from(ChatRequestParameters parameters) {
    if (parameters instanceof AnthropicParameters own) {
      return own;
    }
    return parameters instanceof ModelParameters
        ? builder().overrideWith(parameters).build()
        : NONE;
  }

  /**
   * {@return how many tokens the model may spend on thinking; empty to leave thinking to the
   * model's own default} Models that measure their thinking themselves take it as a wish to see it.
   */
  public Optional<Integer> thinkingBudget() {
    return setting(THINKING_BUDGET).map(JsonNode::intValue);
  }

  /**
   * {@return how hard the model should try, such as {@code low}, which is the least of Anthropic's
   * words and so what is sent for {@code none} and {@code minimal}; empty for its default}
   */
  public Optional<String> effort() {
    return reasoningEffort()
        .map(effort -> effort.equals("none") || effort.equals("minimal") ? "low" : effort);
  }

  /** {@return the one tool that must be called; empty for whatever the tool choice says} */
  public Optional<String> forcedTool() {
    return setting(FORCED_TOOL).map(JsonNode::textValue);
  }

  /** {@return whether several tools may be called in one answer: yes unless set} */
  public boolean parallelToolCalls() {
    return setting(PARALLEL_TOOL_CALLS).map(JsonNode::booleanValue).orElse(true);
  }

  /** {@return whether the prompt is marked for Anthropic's cache: yes unless set} */
  public boolean promptCaching() {
    return setting(PROMPT_CACHING).map(JsonNode::booleanValue).orElse(true);
  }

  /** {@return how long the prompt stays in the cache; empty for Anthropic's default} */
  public Optional<String> promptCacheTtl() {
    return setting(CACHE_TTL).map(JsonNode::textValue);
  }

  /** {@return fields of the body that are sent as they are} */
  public Map<String, JsonNode> extra() {
    return SETTINGS.extra(this);
  }

  private Optional<JsonNode> setting(String name) {
    return Optional.ofNullable(SETTINGS.get(this, name));
  }

  @Override
  protected Builder newBuilder() {
    return builder();
  }

  /** Collects parameters. Confined to one thread at a time. */
  public static final class Builder extends ModelParameters.Builder<Builder> {
    private Builder() {}

    /**
     * Lets the model think, at most this many tokens; the answer's limit must be larger.
     *
     * @param tokens how many tokens at most
     * @return this builder
     */
    public Builder thinkingBudget(int tokens) {
      return set(THINKING_BUDGET, IntNode.valueOf(tokens));
    }

    /**
     * Sets how hard the model should try: {@code low}, {@code medium}, {@code high} and so on; the
     * same as {@link #reasoningEffort}.
     *
     * @param value how hard the model should try: {@code low}, {@code medium}, {@code high} and so
     *     on; the same as {@link #reasoningEffort}
     * @return this builder
     */
    public Builder effort(String value) {
      return reasoningEffort(value);
    }

    /**
     * Makes the model call this tool.
     *
     * @param name the name of the tool
     * @return this builder
     */
    public Builder forcedTool(String name) {
      return set(FORCED_TOOL, TextNode.valueOf(name));
    }

    /**
     * Sets whether several tools may be called in one answer.
     *
     * @param value whether several tools may be called in one answer
     * @return this builder
     */
    public Builder parallelToolCalls(boolean value) {
      return set(PARALLEL_TOOL_CALLS, BooleanNode.valueOf(value));
    }

    /**
     * Sets whether the prompt is marked for Anthropic's cache, which costs a little to fill.
     *
     * @param value whether the prompt is marked for Anthropic's cache, which costs a little to fill
     * @return this builder
     */
    public Builder promptCaching(boolean value) {
      return set(PROMPT_CACHING, BooleanNode.valueOf(value));
    }

    /**
     * Sets how long the prompt stays in the cache, unread: {@code 5m} or, for more, {@code 1h}.
     *
     * @param value how long the prompt stays in the cache, unread: {@code 5m} or, for more, {@code
     *     1h}
     * @return this builder
     */
    public Builder promptCacheTtl(String value) {
      return set(CACHE_TTL, TextNode.valueOf(value));
    }

    /**
     * Adds a field of the body that Coda has no name for, as JSON or as Jackson writes it.
     *
     * @param field the name of the field
     * @param value the value of the field
     * @return this builder
     */
    public Builder extra(String field, Object value) {
      return ownSetting(SETTINGS.extraName(field), OwnSettings.json(value));
    }

    private Builder set(String name, JsonNode value) {
      return ownSetting(SETTINGS.name(name), value);
    }

    @Override
    public AnthropicParameters build() {
      return new AnthropicParameters(this);
    }
  }
}
