package dev.coda.providers.google;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds to langchain4j's parameters what only Gemini knows. Immutable.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">generateContent</a>
 */
public final class GoogleParameters extends DefaultChatRequestParameters {
  private final List<String> allowedTools;
  private final @Nullable Integer thinkingBudget;
  private final @Nullable String thinkingLevel;
  private final @Nullable String cachedContent;
  private final Map<String, Object> extra;

  private GoogleParameters(Builder builder) {
    super(builder);
    this.allowedTools = builder.allowedTools;
    this.thinkingBudget = builder.thinkingBudget;
    this.thinkingLevel = builder.thinkingLevel;
    this.cachedContent = builder.cachedContent;
    this.extra = Collections.unmodifiableMap(new LinkedHashMap<>(builder.extra));
  }

  /** Starts with nothing set. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the only tools the model may choose from when it must choose one; empty for all. */
  public List<String> allowedTools() {
    return allowedTools;
  }

  /** Returns how many tokens to think at most, as Gemini 2.5 takes it; null for its default. */
  public @Nullable Integer thinkingBudget() {
    return thinkingBudget;
  }

  /** Returns how hard to think, as Gemini 3 takes it; null for its default. */
  public @Nullable String thinkingLevel() {
    return thinkingLevel;
  }

  /** Returns the name of the cached content that precedes the request; null for none. */
  public @Nullable String cachedContent() {
    return cachedContent;
  }

  /** Returns fields of the body that are sent as they are. */
  public Map<String, Object> extra() {
    return extra;
  }

  @Override
  public ChatRequestParameters overrideWith(@Nullable ChatRequestParameters other) {
    return other == null ? this : builder().overrideWith(this).overrideWith(other).build();
  }

  @Override
  public ChatRequestParameters defaultedBy(@Nullable ChatRequestParameters other) {
    return other == null ? this : builder().overrideWith(other).overrideWith(this).build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GoogleParameters that && super.equals(that) && own().equals(that.own());
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + own().hashCode();
  }

  private List<@Nullable Object> own() {
    return Arrays.asList(allowedTools, thinkingBudget, thinkingLevel, cachedContent, extra);
  }

  /** Collects settings. Confined to one thread at a time. */
  public static final class Builder extends DefaultChatRequestParameters.Builder<Builder> {
    private List<String> allowedTools = List.of();
    private @Nullable Integer thinkingBudget;
    private @Nullable String thinkingLevel;
    private @Nullable String cachedContent;

    private final Map<String, Object> extra = new LinkedHashMap<>();

    private Builder() {}

    /** Sets the only tools to choose from; they take effect where a tool call is required. */
    public Builder allowedTools(List<String> names) {
      allowedTools = List.copyOf(names);
      return this;
    }

    /** Sets how many tokens to think at most; 0 for not at all, -1 for as the model likes. */
    public Builder thinkingBudget(@Nullable Integer tokens) {
      thinkingBudget = tokens;
      return this;
    }

    /** Sets how hard to think, such as {@code low}. */
    public Builder thinkingLevel(@Nullable String level) {
      thinkingLevel = level;
      return this;
    }

    /**
     * Sets the cached content, such as {@code cachedContents/abc}. It holds instructions and tools,
     * so that a request's own are left out.
     */
    public Builder cachedContent(@Nullable String name) {
      cachedContent = name;
      return this;
    }

    /** Adds a field of the body that Coda has no name for, as JSON or as Jackson writes it. */
    public Builder extra(String field, Object value) {
      extra.put(field, value);
      return this;
    }

    @Override
    public Builder overrideWith(ChatRequestParameters other) {
      super.overrideWith(other);
      if (other instanceof GoogleParameters google) {
        allowedTools = google.allowedTools.isEmpty() ? allowedTools : google.allowedTools;
        thinkingBudget = google.thinkingBudget == null ? thinkingBudget : google.thinkingBudget;
        thinkingLevel = google.thinkingLevel == null ? thinkingLevel : google.thinkingLevel;
        cachedContent = google.cachedContent == null ? cachedContent : google.cachedContent;
        extra.putAll(google.extra);
      }
      return this;
    }

    @Override
    public GoogleParameters build() {
      return new GoogleParameters(this);
    }
  }
}
