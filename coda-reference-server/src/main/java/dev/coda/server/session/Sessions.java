package dev.coda.server.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.content.JsonSize;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.Page;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.SessionLimits;
import dev.coda.api.session.SessionQuery;
import dev.coda.api.session.SessionSummary;
import dev.coda.api.session.Stores;
import dev.coda.server.agent.ModelChoice;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operations on sessions, only for their owner. Thread-safe. */
@Singleton
public class Sessions {
  private static final Duration END_OF_RUN = Duration.ofSeconds(5);
  private static final int PAGE = 100;

  private final Stores stores;
  private final Agent agent;
  private final ModelChoice models;
  private final IdSource ids;
  private final Clock clock;

  Sessions(Stores stores, Agent agent, ModelChoice models, IdSource ids, Clock clock) {
    this.stores = stores;
    this.agent = agent;
    this.models = models;
    this.ids = ids;
    this.clock = clock;
  }

  /** Creates an empty session under a new id. */
  public Session create(UserId owner) {
    return create(owner, SessionId.next(ids), new NewSession(null, null, null, null, null));
  }

  /** Returns the session with this id, which is created if it does not exist. */
  public Session findOrCreate(UserId owner, SessionId id) {
    return findOrCreate(owner, id, null);
  }

  /**
   * Returns the session with this id, which is created if it does not exist.
   *
   * @param externalId the client's name of the session; null if it uses the id
   */
  public Session findOrCreate(UserId owner, SessionId id, @Nullable String externalId) {
    try {
      ObjectNode metadata = JsonNodeFactory.instance.objectNode();
      if (externalId != null) {
        metadata.put("external_id", externalId);
      }
      return create(owner, id, new NewSession(null, null, null, null, metadata));
    } catch (StoreException e) {
      if (e.kind() != FailureKind.CONFLICT) {
        throw e;
      }
      return find(owner, id);
    }
  }

  Session create(UserId owner, NewSession request) {
    models.read(owner, request.modelProvider(), request.modelName());
    if (JsonSize.bytes(request.metadata()) > SessionLimits.METADATA_BYTES) {
      throw largeMetadata();
    }
    return create(owner, SessionId.next(ids), request);
  }

  Page<SessionSummary> list(
      UserId owner, @Nullable String text, int limit, @Nullable String cursor) {
    try {
      return stores.sessions().list(owner, new SessionQuery(text, limit, cursor));
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("cursor", "is not one that this server gave");
    }
  }

  /** Returns a session of this owner. */
  public Session find(UserId owner, SessionId id) {
    return stores.sessions().find(owner, id).orElseThrow(() -> missing(id));
  }

  List<RunRecord> activeRuns(UserId owner, SessionId id) {
    return stores.runs().active(owner, id);
  }

  Session update(UserId owner, SessionId id, SessionChange change) {
    try {
      refuseUnknownModel(owner, find(owner, id), change);
      return stores.sessions().update(owner, id, change).orElseThrow(() -> missing(id));
    } catch (IllegalArgumentException e) {
      throw largeMetadata();
    } catch (StoreException e) {
      if (e.kind() != FailureKind.NOT_FOUND) {
        throw e;
      }
      throw ProblemException.invalid("head_message_id", "is not a message of this session");
    }
  }

  /** Cancels the active runs of a session, and deletes the session with everything in it. */
  public void delete(UserId owner, SessionId id) {
    find(owner, id);
    endRuns(owner, id);
    if (!stores.sessions().delete(owner, id)) {
      throw missing(id);
    }
  }

  /** Deletes all sessions of a user, each as {@link #delete} does. */
  public void deleteAll(UserId owner) {
    List<SessionSummary> some = stores.sessions().list(owner, SessionQuery.first(PAGE)).items();
    while (!some.isEmpty()) {
      for (SessionSummary session : some) {
        endRuns(owner, session.id());
        stores.sessions().delete(owner, session.id());
      }
      some = stores.sessions().list(owner, SessionQuery.first(PAGE)).items();
    }
  }

  /** Changes the instructions of a session. */
  public void instruct(UserId owner, SessionId id, String systemPrompt) {
    if (!systemPrompt.equals(find(owner, id).systemPrompt())) {
      update(owner, id, SessionChange.create().systemPrompt(systemPrompt));
    }
  }

  /** Deletes a session that was created for a run that could not start. */
  public void deleteIfEmpty(UserId owner, SessionId id) {
    if (find(owner, id).headMessageId() == null) {
      stores.sessions().delete(owner, id);
    }
  }

  private void endRuns(UserId owner, SessionId id) {
    // The ones that wait first, or they would start when those before them end.
    for (RunRecord record : stores.runs().active(owner, id).reversed()) {
      agent.find(owner, record.id()).ifPresent(run -> end(run, record.lastSeq()));
    }
  }

  /**
   * Stops a run and waits a little for its end, so that it is stored and shown before it is
   * deleted.
   */
  private static void end(Run run, long lastSeq) {
    run.cancel();
    Thread ended =
        Thread.ofVirtual().start(() -> run.events(lastSeq).forEachRemaining(event -> {}));
    try {
      ended.join(END_OF_RUN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      run.close();
    }
  }

  private Session create(UserId owner, SessionId id, NewSession request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    ModelRef preferred = request.modelProvider() == null ? models.preferred(owner) : null;
    Session session =
        Session.builder(id, owner, now)
            .title(request.title())
            .modelProvider(preferred == null ? request.modelProvider() : preferred.provider())
            .modelName(preferred == null ? request.modelName() : preferred.name())
            .systemPrompt(request.systemPrompt())
            .metadata(
                Objects.requireNonNullElseGet(
                    request.metadata(), JsonNodeFactory.instance::objectNode))
            .build();
    stores.sessions().create(session);
    return session;
  }

  /** A model that was there when it was chosen does not prevent other changes. */
  private void refuseUnknownModel(UserId owner, Session session, SessionChange change) {
    Session changed = change.applyTo(session, session.updatedAt());
    if (!Objects.equals(changed.modelProvider(), session.modelProvider())
        || !Objects.equals(changed.modelName(), session.modelName())) {
      models.read(owner, changed.modelProvider(), changed.modelName());
    }
  }

  private static ProblemException largeMetadata() {
    return ProblemException.invalid(
        "metadata", "must not be larger than %d KiB".formatted(SessionLimits.METADATA_BYTES >> 10));
  }

  private static ProblemException missing(SessionId id) {
    return ProblemException.notFound("Session " + id);
  }
}
