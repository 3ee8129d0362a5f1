package dev.coda.core.internal.loop;

import dev.coda.core.internal.answer.AnswerSchema;
import dev.coda.core.internal.context.PromptSize;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import org.jspecify.annotations.Nullable;

/**
 * What each call of a run's answering model is sent besides messages and tools. Immutable.
 *
 * @param parameters such as a temperature, the response format included
 * @param answer the schema that the answer must match; null for free text
 */
public record CallSettings(ChatRequestParameters parameters, @Nullable AnswerSchema answer) {

  /** Adds the schema's response format to parameters. */
  public static CallSettings of(ChatRequestParameters parameters, @Nullable AnswerSchema answer) {
    return new CallSettings(
        answer == null
            ? parameters
            : parameters.overrideWith(
                ChatRequestParameters.builder().responseFormat(answer.format()).build()),
        answer);
  }

  /** Returns how many tokens these settings take in a request. */
  long tokens(PromptSize size) {
    return answer == null ? 0 : answer.tokens(size);
  }
}
