package dev.coda.server.chat;

import dev.coda.api.agent.Run;
import dev.coda.api.error.CodaException;
import dev.coda.api.event.MessageStart;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunStarted;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Stores;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.http.Text;
import dev.coda.server.message.MessageView;
import dev.coda.server.process.Stopping;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs a turn and answers when it is over, for clients that do not stream. Thread-safe. */
@Controller("/api/v1/sessions/{id}/messages")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Scoped(Scope.CHAT)
class TurnController {
  private static final Duration RESTART = Duration.ofSeconds(5);

  private final RunStarts starts;
  private final RunRequests requests;
  private final Turns turns;
  private final Stores stores;
  private final Stopping stopping;

  TurnController(
      RunStarts starts, RunRequests requests, Turns turns, Stores stores, Stopping stopping) {
    this.starts = starts;
    this.requests = requests;
    this.turns = turns;
    this.stores = stores;
    this.stopping = stopping;
  }

  /** A run that fails is an answer too; what never started is a problem. */
  @Post
  @Status(HttpStatus.CREATED)
  TurnView send(
      CurrentUser user,
      UUID id,
      @Header("Idempotency-Key") @Nullable @Text(max = 200) String idempotencyKey,
      @Body @Valid NewMessage message)
      throws InterruptedException {
    UserId owner = new UserId(user.userId());
    Run run = start(owner, new SessionId(id), message, idempotencyKey);
    run.outcome();
    if (stopping.isBegun() && !hasEnded(owner, run)) {
      throw ProblemException.retryLater(
          ErrorCode.UNAVAILABLE,
          "The server is stopping. Run %s continues; look for its answer again."
              .formatted(run.id()),
          RESTART);
    }
    return turn(owner, run);
  }

  private Run start(
      UserId owner, SessionId session, NewMessage message, @Nullable String idempotencyKey) {
    ChatRequest request =
        ChatRequest.of(
            session.value(),
            message.content(),
            message.parentId(),
            message.modelProvider(),
            message.modelName(),
            message.attachments());
    return turns.start(
        owner,
        idempotencyKey,
        "POST /api/v1/sessions/" + session + "/messages",
        request,
        key -> {
          try {
            return starts.start(requests.translate(request, owner, session, key));
          } catch (CodaException e) {
            throw RunProblems.explain(e);
          }
        });
  }

  private boolean hasEnded(UserId owner, Run run) {
    return stores
        .runs()
        .find(owner, run.id())
        .filter(found -> found.status().isTerminal())
        .isPresent();
  }

  private TurnView turn(UserId owner, Run run) {
    MessageId asked = null;
    Iterator<RunEvent> events = run.iterator();
    while (events.hasNext()) {
      RunEvent event = events.next();
      if (event.payload() instanceof RunStarted started) {
        asked = started.userMessageId();
      } else if (asked != null && event.payload() instanceof MessageStart answer) {
        return new TurnView(view(owner, asked), view(owner, answer.messageId()), run.id());
      }
    }
    throw new IllegalStateException("run " + run.id() + " has no messages");
  }

  private MessageView view(UserId owner, MessageId id) {
    return stores
        .sessions()
        .message(owner, id)
        .map(MessageView::of)
        .orElseThrow(() -> ProblemException.notFound("Message " + id));
  }

  /**
   * What a user says. Immutable.
   *
   * @param parentId the message to continue from; null for the session's head
   * @param attachments the files that go with the content; null for none
   */
  @Introspected
  record NewMessage(
      @NotNull @Text(max = 500_000) String content,
      @Text(max = 50) @Nullable String modelProvider,
      @Text(max = 100) @Nullable String modelName,
      @Nullable UUID parentId,
      @Size(max = ChatRequest.MOST_ATTACHMENTS) @Nullable List<@NotNull UUID> attachments) {}

  /** A turn that is over. Immutable. */
  record TurnView(MessageView userMessage, MessageView assistantMessage, RunId runId) {}
}
