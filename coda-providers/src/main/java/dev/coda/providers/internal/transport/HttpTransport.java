package dev.coda.providers.internal.transport;

import dev.coda.api.cancel.CancelSignal;

/** Sends requests to one provider and yields streamed answers. Thread-safe. */
@FunctionalInterface
public interface HttpTransport {
  /**
   * Sends the request on the calling thread and returns once the head of the answer has been
   * received, with any status. The caller closes the answer.
   *
   * <p>The signal ends the wait at every stage, and later the reading of the body, by closing the
   * connection.
   *
   * @throws dev.coda.api.error.ProviderException if there is no answer, or the signal was given
   */
  HttpAnswer send(HttpCall call, CancelSignal cancel);
}
