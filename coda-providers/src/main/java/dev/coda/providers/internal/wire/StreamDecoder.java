package dev.coda.providers.internal.wire;

import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the events of one stream. Confined to one thread at a time. */
public interface StreamDecoder {
  /**
   * Reads one JSON value: the data of an event, or a whole answer from a host that does not stream.
   *
   * @param event the event's name; empty if it has none
   * @throws IOException if the data is not what the protocol allows
   * @throws dev.coda.api.error.ProviderException if the event reports a failure
   */
  void accept(String event, byte[] data, int offset, int length) throws IOException;

  /** Returns whether the provider reported the end of the stream. */
  boolean isDone();

  /**
   * Returns whether the provider has reported the finish reason, after which only the usage can
   * follow.
   */
  boolean isFinished();

  /**
   * Returns the answer after the last event; null if the stream ended without the provider's finish
   * signal. Before that, it reports the complete tool calls to the sink.
   */
  @Nullable ChatResponse finish() throws IOException;
}
