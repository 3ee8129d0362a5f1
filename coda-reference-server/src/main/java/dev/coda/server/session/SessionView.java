package dev.coda.server.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A session in the API. Immutable.
 *
 * @param activeRunId the active run of this session, to rejoin; null if there is none
 * @param queuedRunIds the runs that wait for their turn, the next one first
 */
public record SessionView(
    SessionId id,
    @Nullable String title,
    @Nullable String modelProvider,
    @Nullable String modelName,
    @Nullable String systemPrompt,
    @Nullable String contextSummary,
    JsonNode metadata,
    @Nullable MessageId headMessageId,
    int messageCount,
    @Nullable RunId activeRunId,
    List<RunId> queuedRunIds,
    Instant createdAt,
    Instant updatedAt) {

  /** Copies the list. */
  public SessionView {
    queuedRunIds = List.copyOf(queuedRunIds);
  }

  /** Describes a new session. */
  static SessionView of(Session session) {
    return of(session, List.of());
  }

  /**
   * @param active the runs that have not ended, oldest first
   */
  static SessionView of(Session session, List<RunRecord> active) {
    List<RunId> queued = ids(active, SessionView::waits);
    List<RunId> started = ids(active, run -> run.status() != RunStatus.QUEUED);
    return new SessionView(
        session.id(),
        session.title(),
        session.modelProvider(),
        session.modelName(),
        session.systemPrompt(),
        session.contextSummary(),
        session.metadata(),
        session.headMessageId(),
        session.messageCount(),
        started.isEmpty() ? null : started.getLast(),
        queued,
        session.createdAt(),
        session.updatedAt());
  }

  /** A run that is cancelled while it waits may be ended a moment later. */
  private static boolean waits(RunRecord run) {
    return run.status() == RunStatus.QUEUED && !run.cancelRequested();
  }

  private static List<RunId> ids(List<RunRecord> runs, Predicate<RunRecord> wanted) {
    return runs.stream().filter(wanted).map(RunRecord::id).toList();
  }
}
