package dev.coda.server.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageSize;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.session.MessageNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message in the API. Immutable.
 *
 * @param tokens null for messages that no model wrote
 * @param costUsd a decimal text in US dollars; null if the price is unknown
 * @param toolCalls null in lists
 * @param chainOfThought null in lists
 */
public record MessageView(
    MessageId id,
    SessionId sessionId,
    @Nullable MessageId parentId,
    @Nullable RunId runId,
    Role role,
    String content,
    List<Part> parts,
    @Nullable String modelProvider,
    @Nullable String modelName,
    @Nullable Usage tokens,
    @Nullable String costUsd,
    @Nullable Long processingTimeMs,
    MessageStatus status,
    @Nullable ErrorInfo error,
    @Nullable JsonNode metadata,
    List<MessageId> siblingIds,
    Instant createdAt,
    @Nullable List<ToolCallView> toolCalls,
    @Nullable List<ThoughtView> chainOfThought) {
  /** Above this size, outputs are shown once: among the parts. */
  private static final long LARGE = 4 << 20;

  static MessageView of(MessageNode node) {
    return of(node, null, null);
  }

  /** Creates the view of a message with its tool calls and thoughts. */
  public static MessageView of(MessageDetails details) {
    long size = details.toolCalls().stream().mapToLong(MessageSize::of).sum();
    return of(
        details.node(),
        details.toolCalls().stream()
            .map(call -> size > LARGE ? ToolCallView.withoutOutput(call) : ToolCallView.of(call))
            .toList(),
        details.thoughts().stream().map(ThoughtView::of).toList());
  }

  private static MessageView of(
      MessageNode node,
      @Nullable List<ToolCallView> toolCalls,
      @Nullable List<ThoughtView> thoughts) {
    Message message = node.message();
    ModelRef model = message.model();
    BigDecimal cost = message.costUsd();
    return new MessageView(
        message.id(),
        message.sessionId(),
        message.parentId(),
        message.runId(),
        message.role(),
        message.text(),
        message.parts(),
        model == null ? null : model.provider(),
        model == null ? null : model.name(),
        model == null ? null : message.usage(),
        cost == null ? null : cost.toPlainString(),
        message.processingTimeMs(),
        message.status(),
        message.error(),
        message.metadata(),
        node.siblingIds(),
        message.createdAt(),
        toolCalls,
        thoughts);
  }
}
