package dev.coda.providers.internal.wire;

import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.transport.HttpCall;
import dev.coda.providers.internal.transport.ResponseHead;
import dev.langchain4j.model.chat.request.ChatRequest;

/** The protocol of one provider, without input or output. Thread-safe. */
public interface WireFormat {
  /** {@return the provider's name, for failures} */
  String provider();

  /**
   * Writes a request whose parameters are complete.
   *
   * @param request the request
   * @return the call
   * @throws ProviderException of kind {@code UNSUPPORTED} if the protocol does not support a part
   *     of the request
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
   * Creates the reader of the stream that follows this head, which passes the stream's output to
   * the sink.
   *
   * @param head the head of the answer
   * @param sink receives the output of the stream
   * @return the reader of the stream
   */
  StreamDecoder decoder(ResponseHead head, StreamSink sink);

  /**
   * Reads an answer that is not a success.
   *
   * @param head the head of the answer
   * @param body the body, which may be cut, empty or not JSON
   * @return the failure
   */
  ProviderException failure(ResponseHead head, byte[] body);
}
