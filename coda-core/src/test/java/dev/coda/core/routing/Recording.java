package dev.coda.core.routing;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.ModelStreamHandler;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what a run's handler hears. */
final class Recording implements ModelStreamHandler {
  final List<String> heard = new CopyOnWriteArrayList<>();
  @Nullable Throwable error;
  private final CancelSignal signal;

  Recording(CancelSignal signal) {
    this.signal = signal;
  }

  /** What a viewer sees in the end, if the resets are obeyed. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (String word : heard) {
      if (word.startsWith("reset")) {
        text.setLength(0);
      } else if (word.startsWith("say ")) {
        text.append(word.substring(4));
      }
    }
    return text.toString();
  }

  @Nullable FailureKind kind() {
    return error instanceof CodaException known ? known.kind() : null;
  }

  @Override
  public CancelSignal cancelSignal() {
    return signal;
  }

  @Override
  public void onAttemptStarted(ModelRef model, int attempt) {
    heard.add("start " + model.provider() + " " + attempt);
  }

  @Override
  public void onAttemptReset(String reason) {
    heard.add("reset " + reason);
  }

  @Override
  public void onPartialResponse(String text) {
    heard.add("say " + text);
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    heard.add("done " + response.aiMessage().text());
  }

  @Override
  public void onError(Throwable failure) {
    error = failure;
    heard.add("error");
  }
}
