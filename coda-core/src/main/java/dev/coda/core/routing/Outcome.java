package dev.coda.core.routing;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.ModelRef;
import dev.langchain4j.model.chat.response.ChatResponse;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an attempt: the response, or the failure. Immutable.
 *
 * @param by the model it came from
 */
record Outcome(ModelRef by, @Nullable ChatResponse response, @Nullable Throwable failure) {

  static Outcome answered(ModelRef by, ChatResponse response) {
    return new Outcome(by, response, null);
  }

  static Outcome failed(ModelRef by, Throwable failure) {
    return new Outcome(by, null, failure);
  }

  static Outcome cancelled(ModelRef by) {
    return failed(
        by,
        ProviderException.of(
                FailureKind.CANCELLED, by.provider(), "The call to " + by + " was cancelled.")
            .build());
  }
}
