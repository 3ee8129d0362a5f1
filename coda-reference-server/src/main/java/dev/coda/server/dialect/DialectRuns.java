package dev.coda.server.dialect;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelRef;
import dev.coda.server.agent.ModelChoice;
import dev.coda.server.chat.Chats;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.process.Stopping;
import dev.coda.server.session.Sessions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Starts turns for clients of other protocols, and waits for their end. Thread-safe. */
@Singleton
public class DialectRuns {
  private static final Duration RESTART = Duration.ofSeconds(5);

  private final Chats chats;
  private final Sessions sessions;
  private final SentHistory history;
  private final Conversations conversations;
  private final ModelChoice models;
  private final Stopping stopping;

  DialectRuns(
      Chats chats,
      Sessions sessions,
      SentHistory history,
      Conversations conversations,
      ModelChoice models,
      Stopping stopping) {
    this.chats = chats;
    this.sessions = sessions;
    this.history = history;
    this.conversations = conversations;
    this.models = models;
    this.stopping = stopping;
  }

  /** Starts a turn in a new session, which begins with the history in the request. */
  public Run start(SentRequest request, SentTurn turn) {
    ModelRef model = model(request.owner(), turn);
    return begin(
        request,
        id -> {
          history.store(request.owner(), id, turn.instructions(), model, turn.history());
          return builder(id, model, turn);
        });
  }

  /**
   * Starts a turn in an existing session.
   *
   * @param parent the message that the turn follows or, without content, the user's message that it
   *     answers again; null for the session's head
   */
  public Run resume(
      SentRequest request, SentTurn turn, SessionId session, @Nullable MessageId parent) {
    ModelRef model = model(request.owner(), turn);
    return begin(
        request,
        id -> {
          if (turn.instructions() != null) {
            sessions.instruct(request.owner(), session, turn.instructions());
          }
          return builder(session, model, turn).parentId(parent);
        });
  }

  /**
   * Starts a turn in the conversation of a client that sends all of its messages with each request.
   *
   * @param name the name of the conversation, which may be new
   * @param runKey of all requests with the same key, one is run; null runs this one
   */
  public Run follow(SentRequest request, SentTurn turn, String name, @Nullable String runKey) {
    ModelRef model = model(request.owner(), turn);
    return begin(
        request,
        id -> {
          SessionId session = conversations.session(request.owner(), name);
          if (turn.instructions() != null) {
            sessions.instruct(request.owner(), session, turn.instructions());
          }
          ConversationPlace place =
              conversations.place(request.owner(), session, turn.history(), turn.content());
          return builder(session, model, turn)
              .content(place.content())
              .parentId(place.parent())
              .idempotencyKey(runKey);
        });
  }

  private Run begin(SentRequest request, Function<SessionId, RunRequest.Builder> turn) {
    return chats.begin(
        request.owner(), request.idempotencyKey(), request.route(), request.body(), turn);
  }

  /**
   * Returns all events of a run once it has ended, however long it waits for people.
   *
   * @throws ProblemException {@code unavailable} if the server stops before the run ends
   */
  public List<RunEvent> await(Run run) {
    List<RunEvent> events = new ArrayList<>();
    run.events(0).forEachRemaining(events::add);
    boolean ended = !events.isEmpty() && events.getLast().payload() instanceof RunFinished;
    if (!ended && stopping.isBegun()) {
      throw ProblemException.retryLater(
          ErrorCode.UNAVAILABLE,
          "The server is stopping. Run %s continues.".formatted(run.id()),
          RESTART);
    }
    return events;
  }

  private @Nullable ModelRef model(UserId owner, SentTurn turn) {
    return turn.model() == null ? null : models.find(owner, turn.model());
  }

  private static RunRequest.Builder builder(
      SessionId session, @Nullable ModelRef model, SentTurn turn) {
    return RunRequest.builder(session)
        .content(turn.content())
        .model(model)
        .tools(turn.withTools() ? null : Set.of())
        .clientTools(turn.clientTools())
        .parameters(turn.parameters())
        .answerAs(turn.responseSchema());
  }
}
