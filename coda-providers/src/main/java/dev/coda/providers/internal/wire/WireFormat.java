package dev.coda.providers.internal.wire;

import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.transport.HttpCall;
import dev.coda.providers.internal.transport.ResponseHead;
import dev.langchain4j.model.chat.request.ChatRequest;

/** Speaks one provider's protocol, without input or output. Thread-safe. */
public interface WireFormat {
  /** Returns the provider's name, for failures. */
  String provider();

  /**
   * Writes a request, its parameters complete.
   *
   * @throws ProviderException of kind {@code UNSUPPORTED} if the protocol has no place for
   *     something that the request needs
   */
  HttpCall encode(ChatRequest request);

  /** Returns the names under which the arguments of a request's tools are sent. */
  default ArgumentNames argumentNames(ChatRequest request) {
    return ArgumentNames.UNCHANGED;
  }

  /** Starts to read the stream behind this head, and reports what it says to the sink. */
  StreamDecoder decoder(ResponseHead head, StreamSink sink);

  /** Tells what an answer that is no success means; its body may be cut, empty or no JSON. */
  ProviderException failure(ResponseHead head, byte[] body);
}
