package dev.coda.server.dialect.responses;

import dev.coda.api.agent.Run;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.MessageStart;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunStarted;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.ToolCall;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.server.dialect.DialectRuns;
import dev.coda.server.dialect.SentRequest;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The runs of a user as this protocol has them. Thread-safe. */
@Singleton
class Responses {
  private static final int PAGE = 1_000;
  private static final int BEGINNING = 100;

  private final DialectRuns runs;
  private final Stores stores;
  private final DeletedResponses deleted;

  Responses(DialectRuns runs, Stores stores, DeletedResponses deleted) {
    this.runs = runs;
    this.stores = stores;
    this.deleted = deleted;
  }

  /** Starts the run of a request, behind the answer of an earlier one if it names one. */
  Run start(SentRequest sent, ResponseRequest request) {
    UserId owner = sent.owner();
    String previous = request.previousResponseId();
    if (previous == null) {
      Run run = runs.start(sent, request.turn(ResponseInput.whole(request.fields())));
      if (!request.store()) {
        deleted.addWithSession(run.id().value());
      }
      return run;
    }
    RunRecord before = find(owner, previous);
    MessageId answer = answer(before.id());
    ResponseInput input = ResponseInput.next(request.fields(), openCalls(owner, answer));
    return runs.resume(sent, request.turn(input), before.sessionId(), answer);
  }

  /**
   * Returns a run of this user.
   *
   * @throws ProblemException {@code not_found} if there is none, or it is no longer shown
   */
  RunRecord find(UserId owner, String id) {
    return id(id)
        .flatMap(run -> stores.runs().find(owner, run))
        .filter(run -> !deleted.has(run.id().value()))
        .orElseThrow(() -> ProblemException.notFound("Response " + id));
  }

  /** Has a run no longer shown. */
  void delete(RunId id) {
    deleted.add(id.value());
  }

  /** Returns what a run's log does not say. */
  ResponseFacts facts(UserId owner, RunId run, SessionId session) {
    String instructions =
        stores.sessions().find(owner, session).map(Session::systemPrompt).orElse(null);
    return ResponseFacts.of(previous(owner, run), instructions);
  }

  /** Folds what is stored of a run's log. */
  ResponseFold fold(RunId id, ResponseFacts facts) {
    ResponseFold fold = new ResponseFold(facts);
    long last = 0;
    List<RunEvent> page = stores.runs().events(id, last, PAGE);
    while (!page.isEmpty()) {
      page.forEach(fold::apply);
      last = page.getLast().seq();
      page = stores.runs().events(id, last, PAGE);
    }
    return fold;
  }

  private @Nullable String previous(UserId owner, RunId id) {
    return opening(id, RunStarted.class)
        .map(RunStarted::parentId)
        .flatMap(parent -> stores.sessions().message(owner, parent))
        .map(found -> found.node().message().runId())
        .map(RunId::toString)
        .orElse(null);
  }

  private MessageId answer(RunId id) {
    return opening(id, MessageStart.class)
        .map(MessageStart::messageId)
        .orElseThrow(
            () -> ProblemException.invalid("previous_response_id", "has no answer to follow"));
  }

  private Map<String, String> openCalls(UserId owner, MessageId answer) {
    return stores
        .sessions()
        .message(owner, answer)
        .map(MessageDetails::toolCalls)
        .orElse(List.of())
        .stream()
        .filter(call -> call.status() == ToolStatus.PENDING)
        .collect(Collectors.toMap(call -> call.id().toString(), ToolCall::toolName));
  }

  /** Both are among the first events, behind those of a run that had to wait. */
  private <T> Optional<T> opening(RunId id, Class<T> type) {
    return stores.runs().events(id, 0, BEGINNING).stream()
        .map(RunEvent::payload)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }

  private static Optional<RunId> id(String text) {
    try {
      return Optional.of(new RunId(UUID.fromString(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
