package dev.coda.providers.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The differences between the chat completions of hosts. Immutable.
 *
 * @param maxTokensField the field that limits the answer
 * @param thinkingField the field of an assistant message in which its thinking is sent back; null
 *     if there is none
 * @param requiredChoice the tool choice that makes the model call a tool; null for {@code required}
 * @param seedField the field that makes answers repeatable; null for {@code seed}
 * @param callIdLength the required number of letters and digits of a call's id; 0 for unchanged ids
 * @param features the features of the host
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ChatDialect(
    String maxTokensField,
    @Nullable String thinkingField,
    @Nullable String requiredChoice,
    @Nullable String seedField,
    int callIdLength,
    Set<Feature> features) {

  /** Features that not every host supports. Immutable. */
  public enum Feature {
    /** Reports usage at the end of the stream on request; others always or never do. */
    @JsonProperty("stream_usage")
    STREAM_USAGE,
    /** Accepts {@code top_k}. */
    @JsonProperty("top_k")
    TOP_K,
    /** Accepts a schema for the answer. */
    @JsonProperty("json_schema")
    JSON_SCHEMA,
    /** Accepts {@code strict} for a schema. */
    @JsonProperty("strict")
    STRICT,
    /** Accepts the names of users. */
    @JsonProperty("user_names")
    USER_NAMES,
    /** Accepts thinking back together with calls, in the field in which it was sent. */
    @JsonProperty("thinking_as_it_came")
    THINKING_AS_IT_CAME,
    /** Requires the field of thinking together with calls, empty if another model made them. */
    @JsonProperty("thinking_required")
    THINKING_REQUIRED,
    /** Refuses a user's message directly after a tool's result. */
    @JsonProperty("answer_after_tool")
    ANSWER_AFTER_TOOL,
    /** Has models that read only text, except for those that are listed. */
    @JsonProperty("text_only")
    TEXT_ONLY,
    /** Accepts only short descriptions of tools. */
    @JsonProperty("short_descriptions")
    SHORT_DESCRIPTIONS,
    /** May put thinking between {@code <think>} tags at the beginning of the text. */
    @JsonProperty("think_tags")
    THINK_TAGS,
    /** May leave out the first of these tags, since the prompt ends with it. */
    @JsonProperty("think_tag_in_prompt")
    THINK_TAG_IN_PROMPT
  }

  /** Copies the set. */
  public ChatDialect {
    features = Set.copyOf(features);
  }

  /** {@return the dialect of OpenAI itself} */
  public static ChatDialect openAi() {
    return new ChatDialect(
        "max_completion_tokens",
        null,
        null,
        null,
        0,
        EnumSet.of(
            Feature.STREAM_USAGE,
            Feature.JSON_SCHEMA,
            Feature.STRICT,
            Feature.USER_NAMES,
            Feature.SHORT_DESCRIPTIONS));
  }

  boolean has(Feature feature) {
    return features.contains(feature);
  }

  String required() {
    return Objects.requireNonNullElse(requiredChoice, "required");
  }

  String seed() {
    return Objects.requireNonNullElse(seedField, OpenAiParameters.SEED);
  }
}
