package dev.coda.providers.openai;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adds to langchain4j's parameters what only OpenAI, and the hosts that imitate it, know. Each may
 * be left open, in the request or in the provider's defaults. Immutable.
 *
 * @see <a href="https://developers.openai.com/api/reference/resources/responses/methods/create">
 *     Create a response</a>
 */
public final class OpenAiParameters extends DefaultChatRequestParameters {
  static final String EFFORT = "reasoning_effort";
  static final String SUMMARY = "reasoning_summary";
  static final String VERBOSITY = "verbosity";
  static final String SEED = "seed";
  static final String FORCED_TOOL = "forced_tool";

  private static final OpenAiParameters NONE = builder().build();

  private final Map<String, Object> own;
  private final Map<String, Object> extra;

  private OpenAiParameters(Builder builder) {
    super(builder);
    this.own = Collections.unmodifiableMap(new LinkedHashMap<>(builder.own));
    this.extra = Collections.unmodifiableMap(new LinkedHashMap<>(builder.extra));
  }

  /** Starts with everything open. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the parameters as they are if they are OpenAI's, else with nothing added. */
  static OpenAiParameters from(ChatRequestParameters parameters) {
    return parameters instanceof OpenAiParameters own ? own : NONE;
  }

  /** Returns what is set, by the names that chat completions have for it. */
  Map<String, Object> own() {
    return own;
  }

  /** Returns a setting of text; null if it is open. */
  @Nullable String text(String name) {
    return own.get(name) instanceof String value ? value : null;
  }

  /** Returns fields of the body that are sent as they are. */
  public Map<String, Object> extra() {
    return extra;
  }

  @Override
  public ChatRequestParameters overrideWith(@Nullable ChatRequestParameters that) {
    return that == null ? this : builder().overrideWith(this).overrideWith(that).build();
  }

  @Override
  public ChatRequestParameters defaultedBy(@Nullable ChatRequestParameters that) {
    return that == null ? this : builder().overrideWith(that).overrideWith(this).build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OpenAiParameters that
        && super.equals(other)
        && own.equals(that.own)
        && extra.equals(that.extra);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), own, extra);
  }

  @Override
  public String toString() {
    return super.toString() + own + extra.keySet();
  }

  /** Collects parameters. Confined to one thread at a time. */
  public static final class Builder extends DefaultChatRequestParameters.Builder<Builder> {
    private final Map<String, Object> own = new LinkedHashMap<>();
    private final Map<String, Object> extra = new LinkedHashMap<>();

    private Builder() {}

    /** Sets how hard a model thinks: {@code none}, {@code low}, {@code high} and so on. */
    public Builder reasoningEffort(String value) {
      return set(EFFORT, value);
    }

    /**
     * Asks to see a summary of the thinking: {@code auto}, {@code concise} or {@code detailed}.
     * Responses only; OpenAI wants some accounts to be verified first.
     */
    public Builder reasoningSummary(String value) {
      return set(SUMMARY, value);
    }

    /** Sets how much a model says: {@code low}, {@code medium} or {@code high}. */
    public Builder verbosity(String value) {
      return set(VERBOSITY, value);
    }

    /** Sets how the call is served and billed, such as {@code flex} or {@code priority}. */
    public Builder serviceTier(String value) {
      return set("service_tier", value);
    }

    /** Groups calls whose prompts begin alike, so that they find the same cache. */
    public Builder promptCacheKey(String value) {
      return set("prompt_cache_key", value);
    }

    /** Names the person behind the call, hashed, for the provider's abuse checks. */
    public Builder safetyIdentifier(String value) {
      return set("safety_identifier", value);
    }

    /** Sets whether several tools may be called in one answer: yes unless set. */
    public Builder parallelToolCalls(boolean value) {
      return set("parallel_tool_calls", value);
    }

    /** Makes answers repeatable, as far as a host can. Chat completions only. */
    public Builder seed(long value) {
      return set(SEED, value);
    }

    /** Makes the model call this tool. */
    public Builder forcedTool(String name) {
      return set(FORCED_TOOL, name);
    }

    /** Adds a field of the body that Coda has no name for, as JSON or as Jackson writes it. */
    public Builder extra(String field, Object value) {
      extra.put(field, value);
      return this;
    }

    private Builder set(String name, Object value) {
      own.put(name, value);
      return this;
    }

    @Override
    public Builder overrideWith(ChatRequestParameters that) {
      super.overrideWith(that);
      if (that instanceof OpenAiParameters parameters) {
        own.putAll(parameters.own);
        extra.putAll(parameters.extra);
      }
      return this;
    }

    @Override
    public OpenAiParameters build() {
      return new OpenAiParameters(this);
    }
  }
}
