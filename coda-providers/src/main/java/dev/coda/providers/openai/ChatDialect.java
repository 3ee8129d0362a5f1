package dev.coda.providers.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a host's chat completions differ from another's. Immutable.
 *
 * @param maxTokensField the field that limits the answer
 * @param thinkingField the field of an assistant message that takes its thinking back; null where
 *     there is none
 * @param requiredChoice the tool choice that makes the model call a tool; null for {@code required}
 * @param seedField the field that makes answers repeatable; null for {@code seed}
 * @param callIdLength how many letters and digits the id of a call must have; 0 for as it is
 * @param features what the host takes or does
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ChatDialect(
    String maxTokensField,
    @Nullable String thinkingField,
    @Nullable String requiredChoice,
    @Nullable String seedField,
    int callIdLength,
    Set<Feature> features) {

  /** Names what not every host takes or does. Immutable. */
  public enum Feature {
    /** Reports usage at the end of the stream if it is asked to; others do so unasked, or never. */
    @JsonProperty("stream_usage")
    STREAM_USAGE,
    /** Takes {@code top_k}. */
    @JsonProperty("top_k")
    TOP_K,
    /** Takes a schema for the answer. */
    @JsonProperty("json_schema")
    JSON_SCHEMA,
    /** Takes the wish that a schema is kept exactly. */
    @JsonProperty("strict")
    STRICT,
    /** Takes the names of users. */
    @JsonProperty("user_names")
    USER_NAMES,
    /** Takes thinking back beside calls, in the field in which it came. */
    @JsonProperty("thinking_as_it_came")
    THINKING_AS_IT_CAME,
    /** Wants the field of thinking beside calls, empty if another model made them. */
    @JsonProperty("thinking_required")
    THINKING_REQUIRED,
    /** Refuses a user's message right behind a tool's result. */
    @JsonProperty("answer_after_tool")
    ANSWER_AFTER_TOOL,
    /** Has models that read only text, except for those that are listed. */
    @JsonProperty("text_only")
    TEXT_ONLY,
    /** Takes only short descriptions of tools. */
    @JsonProperty("short_descriptions")
    SHORT_DESCRIPTIONS,
    /** May put thinking between {@code <think>} tags at the beginning of the text. */
    @JsonProperty("think_tags")
    THINK_TAGS,
    /** May leave out the first of these tags, since the prompt ends with it. */
    @JsonProperty("think_tag_in_prompt")
    THINK_TAG_IN_PROMPT
  }

  /** Checks what it is given, and copies what can change. */
  public ChatDialect {
    features = Set.copyOf(features);
  }

  /** {@return what OpenAI itself speaks} */
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
