package dev.coda.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.model.ModelParameters;
import dev.coda.providers.internal.wire.OwnSettings;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The common parameters, and those that only Gemini has. Immutable.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">generateContent</a>
 */
public final class GoogleParameters extends ModelParameters {
  private static final String ALLOWED_TOOLS = "allowed_tools";
  private static final String THINKING_BUDGET = "thinking_budget";
  private static final String THINKING_LEVEL = "thinking_level";
  private static final String CACHED_CONTENT = "cached_content";

  private static final OwnSettings SETTINGS = OwnSettings.of("google");
  private static final GoogleParameters NONE = builder().build();

  private GoogleParameters(Builder builder) {
    super(builder);
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the parameters with Gemini's own, and nothing added to those of others. */
  static GoogleParameters from(ChatRequestParameters parameters) {
    if (parameters instanceof GoogleParameters own) {
      return own;
    }
    return parameters instanceof ModelParameters
        ? builder().overrideWith(parameters).build()
        : NONE;
  }

  /** {@return the only tools the model may choose from when it must choose one; empty for all} */
  public List<String> allowedTools() {
    List<String> names = new ArrayList<>();
    JsonNode allowed = SETTINGS.get(this, ALLOWED_TOOLS);
    if (allowed != null) {
      allowed.forEach(name -> names.add(name.asText()));
    }
    return names;
  }

  /** {@return the maximum number of thinking tokens, for Gemini 2.5; null for its default} */
  public @Nullable Integer thinkingBudget() {
    JsonNode tokens = SETTINGS.get(this, THINKING_BUDGET);
    return tokens == null ? null : tokens.intValue();
  }

  /** {@return the thinking level, for Gemini 3; null for its default} */
  public @Nullable String thinkingLevel() {
    return text(THINKING_LEVEL);
  }

  /** {@return the name of the cached content that precedes the request; null for none} */
  public @Nullable String cachedContent() {
    return text(CACHED_CONTENT);
  }

  /** {@return fields of the body that are sent as they are} */
  public Map<String, JsonNode> extra() {
    return SETTINGS.extra(this);
  }

  private @Nullable String text(String name) {
    JsonNode value = SETTINGS.get(this, name);
    return value == null ? null : value.textValue();
  }

  @Override
  protected Builder newBuilder() {
    return builder();
  }

  /** Collects settings. Confined to one thread at a time. */
  public static final class Builder extends ModelParameters.Builder<Builder> {
    private Builder() {}

    /**
     * Sets the only tools to choose from; they take effect if a tool call is required.
     *
     * @param names the names of the tools
     * @return this builder
     */
    public Builder allowedTools(List<String> names) {
      return ownSetting(SETTINGS.name(ALLOWED_TOOLS), OwnSettings.json(names));
    }

    /**
     * Sets the maximum number of thinking tokens; 0 for none, -1 to let the model decide.
     *
     * @param tokens the number of tokens
     * @return this builder
     */
    public Builder thinkingBudget(int tokens) {
      return ownSetting(SETTINGS.name(THINKING_BUDGET), IntNode.valueOf(tokens));
    }

    /**
     * Sets the thinking level, such as {@code low}; it overrides a reasoning effort.
     *
     * @param level the level
     * @return this builder
     */
    public Builder thinkingLevel(String level) {
      return ownSetting(SETTINGS.name(THINKING_LEVEL), TextNode.valueOf(level));
    }

    /**
     * Sets the cached content, such as {@code cachedContents/abc}. It contains instructions and
     * tools, so the instructions and tools of the request are left out.
     *
     * @param name the name of the cached content
     * @return this builder
     */
    public Builder cachedContent(String name) {
      return ownSetting(SETTINGS.name(CACHED_CONTENT), TextNode.valueOf(name));
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

    @Override
    public GoogleParameters build() {
      return new GoogleParameters(this);
    }
  }
}
