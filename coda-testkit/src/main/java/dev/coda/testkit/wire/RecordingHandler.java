package dev.coda.testkit.wire;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.CodaException;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.ModelStreamHandler;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records the output of a model, and runs a reaction to each piece. Thread-safe. */
public final class RecordingHandler implements ModelStreamHandler {
  private final CancelSignal cancel = CancelSignal.create();
  private final Consumer<RecordingHandler> onPiece;
  private final List<String> pieces = new CopyOnWriteArrayList<>();
  private final List<CompleteToolCall> toolCalls = new CopyOnWriteArrayList<>();
  private final List<Object> lastWords = new CopyOnWriteArrayList<>();

  private RecordingHandler(Consumer<RecordingHandler> onPiece) {
    this.onPiece = onPiece;
  }

  /**
   * Creates a handler that only records.
   *
   * @return the handler
   */
  public static RecordingHandler create() {
    return reacting(handler -> {});
  }

  /**
   * Creates a handler that runs this after each piece.
   *
   * @param onPiece runs after each piece
   * @return the handler
   */
  public static RecordingHandler reacting(Consumer<RecordingHandler> onPiece) {
    return new RecordingHandler(onPiece);
  }

  /**
   * {@return the pieces so far, in order: {@code text:…}, {@code thinking:…} or {@code
   * tool:position:id:name:…}}
   */
  public List<String> pieces() {
    return Collections.unmodifiableList(pieces);
  }

  /** {@return the complete tool calls so far} */
  public List<CompleteToolCall> toolCalls() {
    return Collections.unmodifiableList(toolCalls);
  }

  /** {@return the responses and errors so far; a correct model reports exactly one in total} */
  public List<Object> lastWords() {
    return Collections.unmodifiableList(lastWords);
  }

  /** {@return the pieces of text, joined} */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (String piece : pieces) {
      if (piece.startsWith("text:")) {
        text.append(piece, 5, piece.length());
      }
    }
    return text.toString();
  }

  /** {@return the response; fails if there is none} */
  public ChatResponse response() {
    return (ChatResponse) last();
  }

  /** {@return the error; fails if there is none} */
  public Throwable error() {
    return (Throwable) last();
  }

  /** {@return the error as an exception of Coda; fails if there is none} */
  public CodaException failure() {
    return (CodaException) last();
  }

  /** {@return the response or the error; null if there is neither yet} */
  public @Nullable Object lastOrNull() {
    return lastWords.isEmpty() ? null : lastWords.get(0);
  }

  private void add(String piece) {
    pieces.add(piece);
    onPiece.accept(this);
  }

  private Object last() {
    return Objects.requireNonNull(lastOrNull(), "nothing was said at last");
  }

  @Override
  public CancelSignal cancelSignal() {
    return cancel;
  }

  @Override
  public void onAttemptStarted(ModelRef model, int attempt) {}

  @Override
  public void onAttemptReset(String reason) {}

  @Override
  public void onPartialResponse(String piece) {
    add("text:" + piece);
  }

  @Override
  public void onPartialThinking(PartialThinking piece) {
    add("thinking:" + piece.text());
  }

  @Override
  public void onPartialToolCall(PartialToolCall piece) {
    add(
        "tool:"
            + piece.index()
            + ":"
            + piece.id()
            + ":"
            + piece.name()
            + ":"
            + piece.partialArguments());
  }

  @Override
  public void onCompleteToolCall(CompleteToolCall call) {
    toolCalls.add(call);
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    lastWords.add(response);
  }

  @Override
  public void onError(Throwable failure) {
    lastWords.add(failure);
  }
}
