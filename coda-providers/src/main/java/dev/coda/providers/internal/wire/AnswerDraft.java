package dev.coda.providers.internal.wire;

import dev.coda.api.model.DetailedTokenUsage;
import dev.coda.api.model.Usage;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the output of a model while its pieces are passed to the sink. Confined to one thread at
 * a time.
 */
public final class AnswerDraft {
  private final StreamSink sink;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thinking = new StringBuilder();
  private @Nullable String id;
  private @Nullable String model;

  public AnswerDraft(StreamSink sink) {
    this.sink = sink;
  }

  /** Adds a piece of text; an empty one is ignored. */
  public void text(String piece) {
    if (!piece.isEmpty()) {
      text.append(piece);
      sink.text(piece);
    }
  }

  /** Adds a piece of thinking; an empty one is ignored. */
  public void thinking(String piece) {
    if (!piece.isEmpty()) {
      thinking.append(piece);
      sink.thinking(piece);
    }
  }

  /** Sets the provider's id of the answer; the first that is not empty counts. */
  public void id(String value) {
    id = id == null && !value.isEmpty() ? value : id;
  }

  /** Sets the name of the model that answers; the first that is not empty counts. */
  public void model(String value) {
    model = model == null && !value.isEmpty() ? value : model;
  }

  /** Returns the provider's id of the answer; null if it gave none. */
  public @Nullable String id() {
    return id;
  }

  /** Returns how many UTF-16 units of text there are. */
  public int textLength() {
    return text.length();
  }

  /** Returns whether there is any thinking. */
  public boolean hasThinking() {
    return !thinking.isEmpty();
  }

  /**
   * Creates the answer from the pieces.
   *
   * @param usage null if the provider did not report any
   * @throws IOException if the stream announced calls and contained none
   */
  public ChatResponse response(
      List<ToolExecutionRequest> calls,
      Map<String, Object> attributes,
      @Nullable Usage usage,
      FinishReason reason)
      throws IOException {
    AiMessage message =
        AiMessage.builder()
            .text(text.isEmpty() && !calls.isEmpty() ? null : text.toString())
            .thinking(thinking.isEmpty() ? null : thinking.toString())
            .toolExecutionRequests(calls)
            .attributes(attributes)
            .build();
    return ChatResponse.builder()
        .aiMessage(message)
        .id(id)
        .modelName(model)
        .tokenUsage(usage == null ? null : new DetailedTokenUsage(usage))
        .finishReason(settle(reason, !calls.isEmpty()))
        .build();
  }

  /** Providers disagree on the finish reason after a tool call, so the content decides. */
  private FinishReason settle(FinishReason reason, boolean calls) throws IOException {
    if (calls && (reason == FinishReason.STOP || reason == FinishReason.OTHER)) {
      return FinishReason.TOOL_EXECUTION;
    }
    if (!calls && reason == FinishReason.TOOL_EXECUTION) {
      if (text.isEmpty()) {
        throw new IOException("tool calls announced, none made");
      }
      return FinishReason.STOP;
    }
    return reason;
  }
}
