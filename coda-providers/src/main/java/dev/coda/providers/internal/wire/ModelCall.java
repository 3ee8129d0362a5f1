package dev.coda.providers.internal.wire;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.sse.SseOverflowException;
import dev.coda.providers.internal.transport.HttpAnswer;
import dev.coda.providers.internal.transport.HttpCall;
import dev.coda.providers.internal.transport.HttpTransport;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Makes one call: request out, stream in. */
final class ModelCall {
  private static final int BUFFER = 8192;
  private static final int MOST_ERROR_BYTES = 64 * 1024;

  private final WireFormat format;
  private final HttpTransport transport;
  private final HandlerSink sink;

  ModelCall(WireFormat format, HttpTransport transport, HandlerSink sink) {
    this.format = format;
    this.transport = transport;
    this.sink = sink;
  }

  void run(ChatRequest request) {
    HttpCall call = format.encode(request);
    try (HttpAnswer answer = transport.send(call, sink.cancelSignal())) {
      if (!answer.head().isSuccess()) {
        throw format.failure(answer.head(), errorBody(answer));
      }
      sink.complete(read(answer));
      answer.release();
    }
  }

  private ChatResponse read(HttpAnswer answer) {
    StreamDecoder decoder = format.decoder(answer.head(), sink);
    AnswerBody body = new AnswerBody(decoder);
    byte[] buffer = new byte[BUFFER];
    try {
      int count = answer.read(buffer);
      while (count >= 0) {
        body.feed(buffer, count);
        sink.checkNotCancelled();
        if (decoder.isDone()) {
          break;
        }
        count = answer.read(buffer);
      }
      body.end();
      ChatResponse response = decoder.finish();
      if (response == null) {
        throw HttpFailure.of(FailureKind.STREAM_CUT, format.provider(), answer.head(), null);
      }
      return response;
    } catch (IOException | SseOverflowException e) {
      // Not passed on as a cause: it quotes what was sent.
      throw HttpFailure.of(FailureKind.MALFORMED_RESPONSE, format.provider(), answer.head(), null);
    }
  }

  /** An error whose body does not arrive is still the error that its status says. */
  private byte[] errorBody(HttpAnswer answer) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    try {
      int count = answer.read(buffer);
      while (count >= 0 && body.size() < MOST_ERROR_BYTES) {
        body.write(buffer, 0, count);
        count = answer.read(buffer);
      }
    } catch (ProviderException cut) {
      sink.checkNotCancelled();
    }
    return body.toByteArray();
  }
}
