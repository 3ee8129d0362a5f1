package dev.coda.core.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import dev.coda.api.session.MessageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is in a file, with its tool calls and thoughts. Immutable.
 *
 * @param tokens null if no model wrote it
 */
record ArchivedMessage(
    MessageId id,
    @Nullable MessageId parentId,
    Role role,
    List<Part> parts,
    @Nullable String modelProvider,
    @Nullable String modelName,
    @Nullable Usage tokens,
    @Nullable BigDecimal costUsd,
    @Nullable Long processingTimeMs,
    MessageStatus status,
    @Nullable ErrorInfo error,
    @Nullable JsonNode metadata,
    Instant createdAt,
    List<ArchivedCall> toolCalls,
    List<ArchivedThought> chainOfThought) {

  ArchivedMessage {
    ArchiveValidation.required("id", id);
    ArchiveValidation.required("role", role);
    ArchiveValidation.required("status", status);
    ArchiveValidation.required("created_at", createdAt);
    ArchiveValidation.time("created_at", createdAt);
    ArchiveValidation.cost("cost_usd", costUsd);
    ArchiveValidation.notNegative("processing_time_ms", processingTimeMs);
    parts = ArchivedParts.checked(role, parts);
    toolCalls = ArchiveValidation.list("tool_calls", toolCalls);
    chainOfThought = ArchiveValidation.list("chain_of_thought", chainOfThought);
    if (modelProvider == null ^ modelName == null) {
      throw new WrongFieldException(
          modelProvider == null ? "model_provider" : "model_name",
          "is missing, since the other half is given");
    }
    ArchiveValidation.model(modelProvider, modelName);
    ArchiveValidation.error(error);
    once("tool_calls[%d].call_id", toolCalls.stream().map(ArchivedCall::callId).toList());
    once(
        "chain_of_thought[%d].step_number",
        chainOfThought.stream().map(ArchivedThought::stepNumber).toList());
  }

  static ArchivedMessage of(MessageRecord record) {
    Message message = record.message();
    ModelRef model = message.model();
    return new ArchivedMessage(
        message.id(),
        message.parentId(),
        message.role(),
        message.parts(),
        model == null ? null : model.provider(),
        model == null ? null : model.name(),
        message.usage().equals(Usage.NONE) ? null : message.usage(),
        message.costUsd(),
        message.processingTimeMs(),
        MessageCopier.settled(message.status()),
        message.error(),
        message.metadata(),
        message.createdAt(),
        record.toolCalls().stream().map(ArchivedCall::of).toList(),
        record.thoughts().stream().map(ArchivedThought::of).toList());
  }

  MessageRecord restore(SessionId session) {
    return new MessageRecord(
        Message.builder(id, session, role, createdAt)
            .parentId(parentId)
            .parts(parts)
            .model(
                modelProvider == null || modelName == null
                    ? null
                    : new ModelRef(modelProvider, modelName))
            .usage(Objects.requireNonNullElse(tokens, Usage.NONE))
            .costUsd(costUsd)
            .processingTimeMs(processingTimeMs)
            .status(status)
            .error(error)
            .metadata(metadata)
            .build(),
        toolCalls.stream().map(call -> call.restore(id, session)).toList(),
        chainOfThought.stream().map(thought -> thought.restore(id)).toList());
  }

  private static void once(String field, List<?> values) {
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      if (!seen.add(values.get(i))) {
        throw new WrongFieldException(field.formatted(i), "occurs twice");
      }
    }
  }
}
