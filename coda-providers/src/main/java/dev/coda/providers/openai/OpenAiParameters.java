package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.model.ModelParameters;
import dev.coda.providers.internal.wire.OwnSettings;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The common parameters, and those that only OpenAI and compatible hosts have. All of them are
 * optional. Immutable.
 *
 * @see <a href="https://developers.openai.com/api/reference/resources/responses/methods/create">
 *     Create a response</a>
 */
public final class OpenAiParameters extends ModelParameters {
  static final String EFFORT = "reasoning_effort";
  static final String SUMMARY = "reasoning_summary";
  static final String VERBOSITY = "verbosity";
  static final String SEED = "seed";
  static final String FORCED_TOOL = "forced_tool";
  static final String PARALLEL_TOOL_CALLS = "parallel_tool_calls";

  private static final OwnSettings SETTINGS = OwnSettings.of("openai");
  private static final OpenAiParameters NONE = builder().build();

  private OpenAiParameters(Builder builder) {
    super(builder);
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the parameters with OpenAI's own, and nothing added to those of others. */
  static OpenAiParameters from(ChatRequestParameters parameters) {
    if (parameters instanceof OpenAiParameters own) {
      return own;
    }
    return parameters instanceof ModelParameters
        ? builder().overrideWith(parameters).build()
        : NONE;
  }

  /** Returns what is set, by the names that chat completions have for it. */
  Map<String, JsonNode> own() {
    Map<String, JsonNode> own = new LinkedHashMap<>(SETTINGS.of(this));
    reasoningEffort().ifPresent(effort -> own.put(EFFORT, TextNode.valueOf(effort)));
    return own;
  }

  /** Returns a setting of text; null if it is open. */
  @Nullable String text(String name) {
    JsonNode value = own().get(name);
    return value == null ? null : value.textValue();
  }

  /** {@return fields of the body that are sent as they are} */
  public Map<String, JsonNode> extra() {
    return SETTINGS.extra(this);
  }

  @Override
  protected Builder newBuilder() {
    return builder();
  }

  /** Collects parameters. Confined to one thread at a time. */
  public static final class Builder extends ModelParameters.Builder<Builder> {
    private Builder() {}

    /**
     * Requests a summary of the thinking: {@code auto}, {@code concise} or {@code detailed}. This
     * works only with the Responses API, and OpenAI requires some accounts to be verified first.
     *
     * @param value the kind of summary
     * @return this builder
     */
    public Builder reasoningSummary(String value) {
      return set(SUMMARY, TextNode.valueOf(value));
    }

    /**
     * Sets the verbosity of answers: {@code low}, {@code medium} or {@code high}.
     *
     * @param value the verbosity
     * @return this builder
     */
    public Builder verbosity(String value) {
      return set(VERBOSITY, TextNode.valueOf(value));
    }

    /**
     * Sets the service tier, which also determines the price, such as {@code flex} or {@code
     * priority}.
     *
     * @param value the tier
     * @return this builder
     */
    public Builder serviceTier(String value) {
      return set("service_tier", TextNode.valueOf(value));
    }

    /**
     * Groups calls whose prompts have the same beginning, so that they use the same cache.
     *
     * @param value the key of the group
     * @return this builder
     */
    public Builder promptCacheKey(String value) {
      return set("prompt_cache_key", TextNode.valueOf(value));
    }

    /**
     * Sets a hashed identifier of the user, for the provider's abuse checks.
     *
     * @param value the hashed identifier
     * @return this builder
     */
    public Builder safetyIdentifier(String value) {
      return set("safety_identifier", TextNode.valueOf(value));
    }

    /**
     * Allows or forbids several tool calls in one answer; allowed by default.
     *
     * @param value true to allow it
     * @return this builder
     */
    public Builder parallelToolCalls(boolean value) {
      return set(PARALLEL_TOOL_CALLS, BooleanNode.valueOf(value));
    }

    /**
     * Makes answers repeatable, as far as a host supports this. Only for chat completions.
     *
     * @param value the seed
     * @return this builder
     */
    public Builder seed(long value) {
      return set(SEED, LongNode.valueOf(value));
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
    public OpenAiParameters build() {
      return new OpenAiParameters(this);
    }
  }
}
