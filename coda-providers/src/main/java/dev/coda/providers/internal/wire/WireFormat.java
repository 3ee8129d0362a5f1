package dev.coda.providers.internal.wire;

import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.transport.HttpCall;
import dev.coda.providers.internal.transport.ResponseHead;
import dev.langchain4j.model.chat.request.ChatRequest;

/** Speaks one provider's protocol, without input or output. Thread-safe. */
public interface WireFormat {
  /** {@return the provider's name, for failures} */
  String provider();

  /**
   * Writes a request, its parameters complete.
   *
   * @param request the request
   * @return the call
   * @throws ProviderException of kind {@code UNSUPPORTED} if the protocol has no place for
   *     something that the request needs
   */
  HttpCall encode(ChatRequest request);

  /**
   * {@return the names under which the arguments of a request's tools are sent}
   *
   * @param request the request
   */
  default ArgumentNames argumentNames(ChatRequest request) {
    return ArgumentNames.UNCHANGED;
  }

  /**
   * Starts to read the stream behind this head, and reports what it says to the sink.
   *
   * @param head the head of the answer
   * @param sink receives what the stream says
   * @return what reads the stream
   */
  StreamDecoder decoder(ResponseHead head, StreamSink sink);

  /**
   * Reads an answer that is not a success.
   *
   * @param head the head of the answer
   * @param body the body, which may be cut, empty or not JSON
   * @return what the answer means
   */
  ProviderException failure(ResponseHead head, byte[] body);
}
