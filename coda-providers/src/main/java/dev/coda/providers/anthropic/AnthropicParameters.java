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
 * The common parameters, and those that only Anthropic has. All of them are optional. Immutable.
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
   * {@return the maximum number of thinking tokens; empty for the model's default} Models that
   * decide by themselves how much to think ignore the number, but show a summary of their thinking
   * if it is set.
   */
  public Optional<Integer> thinkingBudget() {
    return setting(THINKING_BUDGET).map(JsonNode::intValue);
  }

  /**
   * {@return the effort, such as {@code low}; empty for the model's default} The lowest effort of
   * Anthropic is {@code low}, so this is also sent for {@code none} and {@code minimal}.
   */
  public Optional<String> effort() {
    return reasoningEffort()
        .map(effort -> effort.equals("none") || effort.equals("minimal") ? "low" : effort);
  }

  /** {@return the one tool that must be called; empty to use only the tool choice} */
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

  /** {@return the time that the prompt stays in the cache; empty for Anthropic's default} */
  public Optional<String> promptCacheTtl() {
    return setting(CACHE_TTL).map(JsonNode::textValue);
  }

  /** {@return fields that are added to the body unchanged} */
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
     * @param tokens the maximum number of tokens
     * @return this builder
     */
    public Builder thinkingBudget(int tokens) {
      return set(THINKING_BUDGET, IntNode.valueOf(tokens));
    }

    /**
     * Sets the reasoning effort: {@code low}, {@code medium}, {@code high} and so on; the same as
     * {@link #reasoningEffort}.
     *
     * @param value the effort
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
     * Allows or forbids several tool calls in one answer.
     *
     * @param value true to allow it
     * @return this builder
     */
    public Builder parallelToolCalls(boolean value) {
      return set(PARALLEL_TOOL_CALLS, BooleanNode.valueOf(value));
    }

    /**
     * Switches the marks for Anthropic's prompt cache on or off; writing the cache costs a little.
     *
     * @param value true to mark the prompt
     * @return this builder
     */
    public Builder promptCaching(boolean value) {
      return set(PROMPT_CACHING, BooleanNode.valueOf(value));
    }

    /**
     * Sets the time that an unread prompt stays in the cache: {@code 5m} or, at a higher price,
     * {@code 1h}.
     *
     * @param value the time
     * @return this builder
     */
    public Builder promptCacheTtl(String value) {
      return set(CACHE_TTL, TextNode.valueOf(value));
    }

    /**
     * Adds a field to the body for which Coda has no method. A value that is not JSON is written by
     * Jackson.
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
