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
 * Adds to the common parameters what only OpenAI, and the hosts that imitate it, know. Each may be
 * left open, in the request or in the provider's defaults. Immutable.
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
     * Asks to see a summary of the thinking: {@code auto}, {@code concise} or {@code detailed}.
     * Responses only; OpenAI wants some accounts to be verified first.
     *
     * @param value the kind of summary
     * @return this builder
     */
    public Builder reasoningSummary(String value) {
      return set(SUMMARY, TextNode.valueOf(value));
    }

    /**
     * Sets how much a model says: {@code low}, {@code medium} or {@code high}.
     *
     * @param value how much a model says: {@code low}, {@code medium} or {@code high}
     * @return this builder
     */
    public Builder verbosity(String value) {
      return set(VERBOSITY, TextNode.valueOf(value));
    }

    /**
     * Sets how the call is served and billed, such as {@code flex} or {@code priority}.
     *
     * @param value how the call is served and billed, such as {@code flex} or {@code priority}
     * @return this builder
     */
    public Builder serviceTier(String value) {
      return set("service_tier", TextNode.valueOf(value));
    }

    /**
     * Groups calls whose prompts begin alike, so that they find the same cache.
     *
     * @param value the key of the group
     * @return this builder
     */
    public Builder promptCacheKey(String value) {
      return set("prompt_cache_key", TextNode.valueOf(value));
    }

    /**
     * Names the person behind the call, hashed, for the provider's abuse checks.
     *
     * @param value the hashed identifier
     * @return this builder
     */
    public Builder safetyIdentifier(String value) {
      return set("safety_identifier", TextNode.valueOf(value));
    }

    /**
     * Sets whether several tools may be called in one answer: yes unless set.
     *
     * @param value whether several tools may be called in one answer: yes unless set
     * @return this builder
     */
    public Builder parallelToolCalls(boolean value) {
      return set(PARALLEL_TOOL_CALLS, BooleanNode.valueOf(value));
    }

    /**
     * Makes answers repeatable, as far as a host can. Chat completions only.
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
