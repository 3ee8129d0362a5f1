package dev.coda.testkit.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.ModelAttributes;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.ModelStreamHandler;
import dev.coda.api.model.Usage;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records what a model streams and passes it on. Confined to one thread at a time. */
final class RecordingHandler implements ModelStreamHandler {
  private final JsonNode request;
  private final StreamingChatResponseHandler next;
  private final Consumer<Cassette.Exchange> done;
  private final List<Cassette.Piece> pieces = new ArrayList<>();

  RecordingHandler(
      JsonNode request, StreamingChatResponseHandler next, Consumer<Cassette.Exchange> done) {
    this.request = request;
    this.next = next;
    this.done = done;
  }

  @Override
  public CancelSignal cancelSignal() {
    return next instanceof ModelStreamHandler run ? run.cancelSignal() : CancelSignal.create();
  }

  @Override
  public void onAttemptStarted(ModelRef model, int attempt) {
    onAttemptStarted(model, attempt, null);
  }

  @Override
  public void onAttemptStarted(ModelRef model, int attempt, @Nullable String reason) {
    if (next instanceof ModelStreamHandler run) {
      run.onAttemptStarted(model, attempt, reason);
    }
  }

  @Override
  public void onAttemptReset(String reason) {
    if (next instanceof ModelStreamHandler run) {
      run.onAttemptReset(reason);
    }
  }

  @Override
  public void onPartialResponse(String text) {
    pieces.add(Cassette.Piece.ofText(text));
    next.onPartialResponse(text);
  }

  @Override
  public void onPartialThinking(PartialThinking thinking) {
    pieces.add(Cassette.Piece.ofThinking(thinking.text()));
    next.onPartialThinking(thinking);
  }

  @Override
  public void onPartialToolCall(PartialToolCall call) {
    pieces.add(new Cassette.Piece(null, null, call.index(), call.name(), call.partialArguments()));
    next.onPartialToolCall(call);
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    AiMessage message = response.aiMessage();
    List<Cassette.Call> calls =
        message.toolExecutionRequests().stream()
            .map(call -> new Cassette.Call(call.name(), String.valueOf(call.arguments())))
            .toList();
    Cassette.Answer answer =
        new Cassette.Answer(
            message.text(),
            message.thinking(),
            message.attribute(ModelAttributes.REASONING_STATE, JsonNode.class),
            calls,
            response.finishReason() == null ? null : response.finishReason().name(),
            Usage.from(response.tokenUsage()));
    done.accept(new Cassette.Exchange(request, pieces, answer, null));
    next.onCompleteResponse(response);
  }

  @Override
  public void onError(Throwable error) {
    FailureKind kind = FailureKind.PROVIDER_ERROR;
    Integer status = null;
    if (error instanceof ProviderException known) {
      kind = known.kind();
      status = known.status().isPresent() ? known.status().getAsInt() : null;
    }
    if (kind != FailureKind.CANCELLED) {
      Cassette.Failure failure =
          new Cassette.Failure(kind.code(), String.valueOf(error.getMessage()), status);
      done.accept(new Cassette.Exchange(request, pieces, null, failure));
    }
    next.onError(error);
  }
}
