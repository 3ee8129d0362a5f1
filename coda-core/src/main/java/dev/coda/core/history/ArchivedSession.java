package dev.coda.core.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionLimits;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A session as it is in a file. When it was last touched is not part of it. Immutable. */
record ArchivedSession(
    @Nullable SessionId id,
    @Nullable String title,
    @Nullable String modelProvider,
    @Nullable String modelName,
    @Nullable String systemPrompt,
    @Nullable String contextSummary,
    @Nullable JsonNode metadata,
    @Nullable MessageId headMessageId,
    @Nullable Instant createdAt) {

  ArchivedSession {
    ArchiveValidation.text("title", title, SessionLimits.TITLE);
    ArchiveValidation.model(modelProvider, modelName);
    ArchiveValidation.text("system_prompt", systemPrompt, SessionLimits.SYSTEM_PROMPT);
    ArchiveValidation.text("context_summary", contextSummary, SessionLimits.CONTEXT_SUMMARY);
    ArchiveValidation.metadata("metadata", metadata);
    ArchiveValidation.time("created_at", createdAt);
  }

  static ArchivedSession of(Session session) {
    return new ArchivedSession(
        session.id(),
        session.title(),
        session.modelProvider(),
        session.modelName(),
        session.systemPrompt(),
        session.contextSummary(),
        session.metadata(),
        session.headMessageId(),
        session.createdAt());
  }

  Session restore(SessionId newId, UserId owner, @Nullable MessageId head, Instant now) {
    return Session.builder(newId, owner, Objects.requireNonNullElse(createdAt, now))
        .title(title)
        .modelProvider(modelProvider)
        .modelName(modelName)
        .systemPrompt(systemPrompt)
        .contextSummary(contextSummary)
        .metadata(Objects.requireNonNullElseGet(metadata, JsonNodeFactory.instance::objectNode))
        .headMessageId(head)
        .updatedAt(now)
        .build();
  }
}
