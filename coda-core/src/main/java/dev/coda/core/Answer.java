package dev.coda.core;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.event.RunFinished;
import dev.coda.api.id.RunId;
import dev.coda.api.message.Message;
import dev.coda.api.model.Usage;
import dev.coda.core.internal.answer.AnswerText;
import dev.coda.core.java.AnswerType;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a completed run. Its text form is {@link #text()}. Immutable.
 *
 * @param runId the run, whose events hold every step
 * @param message the stored message, with tool calls and their results
 * @param reason the reason for the run's end
 * @param usage tokens of all model calls of the run
 * @param costUsd US dollars of all model calls; null if a price is unknown
 * @param checkedJson the JSON, if the question had a type or a schema; null otherwise
 */
public record Answer(
    RunId runId,
    Message message,
    Reason reason,
    Usage usage,
    @Nullable BigDecimal costUsd,
    @Nullable JsonNode checkedJson) {

  static Answer of(RunId runId, Message message, RunFinished end, @Nullable JsonNode json) {
    return new Answer(runId, message, Reason.of(end.reason()), end.usage(), end.costUsd(), json);
  }

  /** {@return the text, its parts separated by an empty line; empty if there is none} */
  public String text() {
    return message.text();
  }

  /**
   * {@return the answer as JSON}
   *
   * @throws IllegalStateException if the question had no schema and the answer is not JSON
   */
  public JsonNode json() {
    if (checkedJson != null) {
      return checkedJson;
    }
    return AnswerText.json(AnswerText.last(message))
        .orElseThrow(() ->
            new IllegalStateException(
                "The answer of run %s is not JSON. Ask with a type or a schema.".formatted(runId)));
  }

  /**
   * {@return the answer as a record or another type}
   *
   * @param <T> the type of the value
   * @param type the type
   * @throws IllegalArgumentException if the JSON does not fit the type, such as a value that the
   *     type's own constructor refuses
   * @throws IllegalStateException if it is not JSON; see {@link #json()}
   */
  public <T> T value(Class<T> type) {
    return AnswerType.of(type).read(json());
  }

  @Override
  public String toString() {
    return text();
  }

  /** Why a completed run ended. Immutable. */
  public enum Reason {
    /** The model had finished its answer. */
    STOP,
    /** The model reached the limit of its output, so the text is cut off. */
    LENGTH,
    /** The provider withheld the rest. */
    CONTENT_FILTER,
    /** A limit of the run was reached before the model was done. */
    BUDGET_EXHAUSTED,
    /** The model called tools of the request's client, who sends their results next. */
    TOOL_CALLS,
    /** Another reason, which {@code run_finished} names. */
    OTHER;

    static Reason of(String word) {
      for (Reason reason : values()) {
        if (reason.name().toLowerCase(Locale.ROOT).equals(word)) {
          return reason;
        }
      }
      return OTHER;
    }
  }
}
