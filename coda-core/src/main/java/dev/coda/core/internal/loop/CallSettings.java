package dev.coda.core.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.core.internal.answer.AnswerSchema;
import dev.coda.core.internal.context.PromptSize;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of each call of a run's answering model, in addition to messages and tools.
 * Immutable.
 *
 * @param parameters such as a temperature, the response format included
 * @param answer the schema that the answer must match; null for free text
 * @param check throws {@link IllegalArgumentException} for an answer that matches the schema, but
 *     is refused; null for none
 */
public record CallSettings(
    ChatRequestParameters parameters,
    @Nullable AnswerSchema answer,
    @Nullable Consumer<JsonNode> check) {

  /** Adds the schema's response format to parameters. */
  public static CallSettings of(ChatRequestParameters parameters, @Nullable AnswerSchema answer) {
    return new CallSettings(
        answer == null
            ? parameters
            : parameters.overrideWith(
                ChatRequestParameters.builder().responseFormat(answer.format()).build()),
        answer,
        null);
  }

  /** Adds a check of answers that match the schema. */
  public CallSettings withCheck(Consumer<JsonNode> check) {
    return new CallSettings(parameters, answer, check);
  }

  /** Returns how many tokens these settings take in a request. */
  long tokens(PromptSize size) {
    return answer == null ? 0 : answer.tokens(size);
  }
}
