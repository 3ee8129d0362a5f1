package dev.coda.core.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.ContextCompacted;
import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.CallId;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.message.Thought;
import dev.coda.api.message.ToolCall;
import dev.coda.api.session.MessageRecord;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies messages to another session under new ids. A message or call that is still active is ended
 * in the copy, since no run will finish it. Confined to one thread at a time.
 */
final class MessageCopier {
  private static final String CALL_ID = "call_id";

  private final SessionId target;
  private final IdSource ids;
  private final Map<MessageId, MessageId> messages = new HashMap<>();
  private final Map<ArtifactId, ArtifactId> attachments = new HashMap<>();

  MessageCopier(SessionId target, IdSource ids) {
    this.target = target;
    this.ids = ids;
  }

  /** Gives a message its new id; false if it has one already. */
  boolean register(MessageId original) {
    return messages.putIfAbsent(original, MessageId.next(ids)) == null;
  }

  boolean knows(MessageId original) {
    return messages.containsKey(original);
  }

  SessionId target() {
    return target;
  }

  int size() {
    return messages.size();
  }

  /** Returns the new ids of the artifacts that the messages so far have attached. */
  Map<ArtifactId, ArtifactId> attachments() {
    return attachments;
  }

  /** Returns the new id of a message that was registered. */
  MessageId idOf(MessageId original) {
    MessageId id = messages.get(original);
    if (id == null) {
      throw new IllegalArgumentException("message " + original + " is not among those before");
    }
    return id;
  }

  MessageRecord of(MessageRecord record) {
    Map<CallId, CallId> calls = new HashMap<>();
    Message message = record.message();
    MessageId id = idOf(message.id());
    // The rows' calls first: their order among equal times is that of their ids.
    record.toolCalls().forEach(call -> copy(calls, call.id()));
    return new MessageRecord(
        message.toBuilder()
            .id(id)
            .sessionId(target)
            .parentId(message.parentId() == null ? null : idOf(message.parentId()))
            .runId(null)
            .parts(message.parts().stream().map(part -> part(part, calls)).toList())
            .metadata(metadata(message.metadata()))
            .status(settled(message.status()))
            .build(),
        record.toolCalls().stream().map(call -> call(call, id, calls)).toList(),
        record.thoughts().stream().map(thought -> thought(thought, id, calls)).toList());
  }

  /** A summary covers messages up to one, which has another id in the copy. */
  private @Nullable JsonNode metadata(@Nullable JsonNode metadata) {
    if (metadata == null
        || !(metadata.get(ContextCompacted.METADATA) instanceof ObjectNode summary)) {
      return metadata;
    }
    String through = summary.path(ContextCompacted.THROUGH).asText();
    for (Map.Entry<MessageId, MessageId> message : messages.entrySet()) {
      if (message.getKey().toString().equals(through)) {
        ObjectNode copy = metadata.deepCopy();
        copy.withObject("/" + ContextCompacted.METADATA)
            .put(ContextCompacted.THROUGH, message.getValue().toString());
        return copy;
      }
    }
    return metadata;
  }

  static MessageStatus settled(MessageStatus status) {
    return status == MessageStatus.PARTIAL ? MessageStatus.CANCELLED : status;
  }

  static ToolStatus settled(ToolStatus status) {
    return status.isFinal() ? status : ToolStatus.UNKNOWN;
  }

  private Part part(Part part, Map<CallId, CallId> calls) {
    if (part instanceof ToolCallPart call) {
      return new ToolCallPart(
          copy(calls, call.callId()), call.toolName(), call.input(), call.state());
    }
    if (part instanceof ToolResultPart result) {
      return new ToolResultPart(
          copy(calls, result.callId()),
          result.toolName(),
          settled(result.status()),
          result.output(),
          result.error(),
          result.executionTimeMs());
    }
    if (part instanceof MediaPart media) {
      return media
          .artifactId()
          .map(id -> attachments.computeIfAbsent(id, original -> ArtifactId.next(ids)))
          .map(id -> MediaPart.ofArtifact(id, media.mimeType(), media.name()))
          .orElse(media);
    }
    return part;
  }

  private ToolCall call(ToolCall call, MessageId message, Map<CallId, CallId> calls) {
    return call.toBuilder()
        .id(copy(calls, call.id()))
        .messageId(message)
        .sessionId(target)
        .status(settled(call.status()))
        .traceId(null)
        .build();
  }

  private static Thought thought(Thought thought, MessageId message, Map<CallId, CallId> calls) {
    return new Thought(
        message,
        thought.stepNumber(),
        thought.stepType(),
        thought.content(),
        metadata(thought.metadata(), calls),
        thought.createdAt());
  }

  /** A thought about a call has the call's id. */
  private static @Nullable JsonNode metadata(
      @Nullable JsonNode metadata, Map<CallId, CallId> calls) {
    if (!(metadata instanceof ObjectNode facts) || !facts.path(CALL_ID).isTextual()) {
      return metadata;
    }
    for (Map.Entry<CallId, CallId> call : calls.entrySet()) {
      if (call.getKey().toString().equals(facts.path(CALL_ID).textValue())) {
        return facts.deepCopy().put(CALL_ID, call.getValue().toString());
      }
    }
    return metadata;
  }

  private CallId copy(Map<CallId, CallId> calls, CallId original) {
    return calls.computeIfAbsent(original, id -> CallId.next(ids));
  }
}
