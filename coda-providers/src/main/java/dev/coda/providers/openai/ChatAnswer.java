package dev.coda.providers.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.model.ModelAttributes;
import dev.coda.providers.internal.wire.AnswerDraft;
import dev.coda.providers.internal.wire.StreamSink;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects an answer while its pieces go to the sink. Confined to one thread at a time. */
final class ChatAnswer {
  private final String host;
  private final AnswerDraft draft;
  private final ToolCallAssembler toolCalls;
  private final @Nullable ThinkTags tags;
  private final UsageDecoder usage = new UsageDecoder();
  private final ReasoningDetails reasoning = new ReasoningDetails();
  private final ChatCitations citations = new ChatCitations();
  private final boolean returnsThinking;
  private @Nullable String thinkingField;
  private @Nullable String finishReason;
  private boolean refused;

  /**
   * @param host the provider that answers
   */
  ChatAnswer(String host, StreamSink sink, ChatDialect dialect) {
    this.host = host;
    this.returnsThinking = dialect.has(ChatDialect.Feature.THINKING_AS_IT_CAME);
    this.draft = new AnswerDraft(sink);
    this.tags =
        dialect.has(ChatDialect.Feature.THINK_TAGS)
            ? new ThinkTags(
                dialect.has(ChatDialect.Feature.THINK_TAG_IN_PROMPT), draft::thinking, draft::text)
            : null;
    this.toolCalls = new ToolCallAssembler(sink);
  }

  void id(String value) {
    draft.id(value);
  }

  void model(String value) {
    draft.model(value);
  }

  void text(String piece) {
    if (tags == null) {
      draft.text(piece);
    } else if (!piece.isEmpty()) {
      tags.accept(piece);
    }
  }

  void thinking(String piece) {
    draft.thinking(piece);
  }

  /** Adds thinking with the name of its field, in which some hosts require it back. */
  void thinking(String field, String piece) {
    thinkingField = returnsThinking ? field : null;
    draft.thinking(piece);
  }

  /** A refusal is addressed to the user, so it is shown as text. */
  void refusal(String piece) {
    refused |= !piece.isEmpty();
    text(piece);
  }

  /** Some hosts require their reasoning back, unchanged, with the next request. */
  void reasoningDetails(JsonNode pieces) {
    reasoning.add(pieces);
  }

  ChatCitations citations() {
    return citations;
  }

  ToolCallAssembler toolCalls() {
    return toolCalls;
  }

  void usage(JsonParser in) throws IOException {
    if (in.currentToken() == JsonToken.START_OBJECT) {
      usage.accept(in.readValueAsTree());
    } else {
      in.skipChildren();
    }
  }

  void usage(JsonParser in, String field) throws IOException {
    JsonNode around = in.readValueAsTree();
    usage.accept(around.path(field));
  }

  /** Sets the finish reason; some hosts send an empty one with every chunk. */
  void finishReason(String value) {
    if (!value.isEmpty()) {
      finishReason = value;
    }
  }

  boolean isFinished() {
    return finishReason != null;
  }

  /** Returns whether there is an answer of which no piece is known to lack. */
  boolean isWhole() {
    return toolCalls.isWhole() && (draft.textLength() > 0 || !toolCalls.isEmpty());
  }

  @Nullable String finishReason() {
    return finishReason;
  }

  ChatResponse response(FinishReason reason) throws IOException {
    if (tags != null) {
      tags.end();
    }
    boolean cut = reason == FinishReason.LENGTH || reason == FinishReason.CONTENT_FILTER;
    List<ToolExecutionRequest> calls = toolCalls.complete(cut);
    FinishReason end = refused ? FinishReason.CONTENT_FILTER : reason;
    return draft.response(calls, attributes(), usage.usage(), end);
  }

  private Map<String, Object> attributes() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    ObjectNode state = ChatState.of(host, thinkingField, reasoning.whole(), toolCalls.extras());
    if (state != null) {
      attributes.put(ModelAttributes.REASONING_STATE, state);
    }
    if (!citations.cited().isEmpty()) {
      attributes.put(ModelAttributes.CITATIONS, citations.cited());
    }
    if (refused) {
      attributes.put(ModelAttributes.REFUSAL, true);
    }
    return attributes;
  }
}
