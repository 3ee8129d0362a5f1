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
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes one call: request out, stream in. */
final class ModelCall {
  private static final int BUFFER = 8192;
  private static final int MOST_ERROR_BYTES = 64 * 1024;

  private static final Set<Integer> MEDIA_STATUSES = Set.of(400, 404, 415, 422, 500, 501);
  private static final Pattern MEDIA =
      Pattern.compile(
          "(?i)image input|image_url|input_image|input_file|file_data|vision|multi-?modal"
              + "|modalit|mmproj|(?:images?|files?|pdf)[^.]{0,60}not (?:be )?supported"
              + "|not support[^.]{0,60}(?:image|file|pdf|media)"
              + "|unsupported[^.]{0,40}(?:image|file|pdf|media)");

  private final WireFormat format;
  private final HttpTransport transport;
  private final @Nullable Account account;
  private final HandlerSink sink;

  ModelCall(
      WireFormat format, HttpTransport transport, @Nullable Account account, HandlerSink sink) {
    this.format = format;
    this.transport = transport;
    this.account = account;
    this.sink = sink;
  }

  void run(ChatRequest request) {
    ReasoningOrigin origin = new ReasoningOrigin(format.provider(), account, request.modelName());
    ChatRequest own = origin.own(request);
    if (!answered(own, origin, ReadableMedia.isIn(own))) {
      answered(ReadableMedia.none().readable(own), origin, false);
    }
  }

  /**
   * Makes the call.
   *
   * @param mayLackEyes whether a refusal may be due to media that the model cannot see
   * @return false if it was
   */
  private boolean answered(ChatRequest request, ReasoningOrigin origin, boolean mayLackEyes) {
    HttpCall call = format.encode(request);
    ArgumentNames names = format.argumentNames(request);
    sink.argumentNames(names);
    try (HttpAnswer answer = transport.send(call, sink.cancelSignal())) {
      if (!answer.head().isSuccess()) {
        byte[] body = errorBody(answer);
        if (mayLackEyes && refusesMedia(answer.head().status(), body)) {
          return false;
        }
        throw format.failure(answer.head(), body);
      }
      sink.complete(origin.mark(names.restored(read(answer))));
      answer.release();
      return true;
    }
  }

  /**
   * Only the host of a model that is not listed knows whether it can read images; it reports that
   * as text.
   */
  private static boolean refusesMedia(int status, byte[] body) {
    return MEDIA_STATUSES.contains(status)
        && MEDIA.matcher(new String(body, StandardCharsets.UTF_8)).find();
  }

  private ChatResponse read(HttpAnswer answer) {
    StreamDecoder decoder = format.decoder(answer.head(), sink);
    try {
      receive(answer, decoder);
    } catch (IOException | SseOverflowException | ProviderException e) {
      sink.checkNotCancelled();
      if (!decoder.isFinished()) {
        throw e instanceof ProviderException known ? known : malformed(answer);
      }
      // The answer is complete: later failures do not matter.
    }
    try {
      ChatResponse response = decoder.finish();
      if (response == null) {
        throw HttpFailure.of(FailureKind.STREAM_CUT, format.provider(), answer.head(), null);
      }
      return response;
    } catch (IOException e) {
      throw malformed(answer);
    }
  }

  private void receive(HttpAnswer answer, StreamDecoder decoder) throws IOException {
    AnswerBody body = new AnswerBody(decoder);
    byte[] buffer = new byte[BUFFER];
    long finishedAfter = -1;
    for (int count = answer.read(buffer); count >= 0; count = answer.read(buffer)) {
      body.feed(buffer, count);
      sink.checkNotCancelled();
      if (decoder.isDone()) {
        return;
      }
      boolean heard = body.takeHeard();
      if (decoder.isFinished()) {
        if (finishedAfter != sink.pieces()) {
          answer.expectEnd();
        }
        finishedAfter = sink.pieces();
      } else if (heard && sink.pieces() > 0) {
        answer.contentArrived();
      }
    }
    body.end();
  }

  /** The cause is not passed on: it quotes what was sent. */
  private ProviderException malformed(HttpAnswer answer) {
    return HttpFailure.of(FailureKind.MALFORMED_RESPONSE, format.provider(), answer.head(), null);
  }

  /** An error whose body does not arrive is still the error of its status. */
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
