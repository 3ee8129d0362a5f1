package dev.coda.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalDecision.Verdict;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunResumed;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.ToolCall;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.RunRecord;
import dev.coda.server.fixture.ApiClient;
import dev.coda.store.postgres.PostgresStores;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Looks at what is left when all runs are over: what each person saw against what is stored, and
 * what is stored against how often the tools were called. Confined to one thread at a time.
 */
final class Aftermath implements AutoCloseable {
  private static final int ALL = 100_000;
  private static final Set<EventKind> PIECES =
      Set.of(EventKind.CONTENT_DELTA, EventKind.REASONING_DELTA, EventKind.TOOL_CALL_DELTA);

  private final PostgresStores stores;
  private final CountingTools tools;
  private final UserId user;

  Aftermath(Victim victim, ApiClient user) {
    this.stores = PostgresStores.builder(victim.database()).schema("public").migrate(false).build();
    this.tools = victim.tools;
    String id = user.get("/api/v1/auth/me").json().get("id").textValue();
    this.user = new UserId(UUID.fromString(id));
  }

  void check(Viewer viewer) {
    String question = viewer.question();
    SessionId session = new SessionId(UUID.fromString(viewer.session()));
    RunId id = new RunId(UUID.fromString(Objects.requireNonNull(viewer.runId())));
    List<RunEvent> log = stores.runs().events(id, 0, ALL);
    RunProjection seen = viewer.seen();

    assertThat(json(stores.sessions().records(user, session, null, ALL)))
        .as("rows of %s", question)
        .isEqualTo(json(rows(seen)))
        .isEqualTo(json(rows(RunProjection.of(log))));
    assertThat(ends(viewer.events()))
        .as("ends of %s", question)
        .hasSize(1)
        .isEqualTo(ends(log))
        .containsExactly(log.getLast());
    assertThat(viewer.events())
        .extracting(RunEvent::seq)
        .as("numbers of the events of %s", question)
        .doesNotHaveDuplicates()
        .isSorted();
    // A server that was killed may have shown what it had not stored yet.
    assertThat(whole(viewer.events()))
        .as("events of %s, none lost", question)
        .containsSubsequence(whole(log));
    RunRecord run = stores.runs().find(user, id).orElseThrow();
    assertThat(run.status()).isEqualTo(seen.status());
    assertThat(run.lastSeq()).isEqualTo(seen.lastSeq());
    assertThat(run.usage()).isEqualTo(seen.usage());
    assertThat(run.costUsd()).isEqualTo(seen.costUsd().orElse(null));
    assertThat(run.error()).isEqualTo(seen.error().orElse(null));
    for (ToolCall call : seen.toolCalls()) {
      check(call, log, "call %s of %s".formatted(call.id(), question));
    }
  }

  /** The tools know best how often they were called. */
  private void check(ToolCall call, List<RunEvent> log, String what) {
    int requests = tools.requests(call.id().toString());
    assertThat(results(log, call.id())).as("results of " + what).hasSize(1);
    assertThat(call.status()).as(what).isNotIn(ToolStatus.PENDING, ToolStatus.RUNNING);
    if (call.status() == ToolStatus.SUCCESS) {
      assertThat(call.output()).as(what).isNotNull();
      assertThat(call.output().get("times").intValue())
          .as("the result of %s is that of its last time", what)
          .isEqualTo(requests);
    }
    assertThat((long) requests)
        .as("times that %s ran", what)
        .isLessThanOrEqualTo(
            1 + (call.toolName().equals("count_once") ? allowed(log, call.id()) : takeOvers(log)));
  }

  /** The database keeps the fields of some objects in an order of its own. */
  private static JsonNode json(List<MessageRecord> rows) {
    try {
      return CodaJson.mapper().readTree(CodaJson.mapper().writeValueAsString(rows));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static List<MessageRecord> rows(RunProjection run) {
    return List.of(
        new MessageRecord(run.userMessage().orElseThrow(), List.of(), List.of()),
        new MessageRecord(run.answer().orElseThrow(), run.toolCalls(), run.thoughts()));
  }

  /** Leaves out pieces of text, of which the log keeps several as one event. */
  private static List<Long> whole(List<RunEvent> events) {
    return events.stream()
        .filter(event -> !PIECES.contains(event.kind()))
        .map(RunEvent::seq)
        .toList();
  }

  private static List<RunEvent> ends(List<RunEvent> events) {
    return events.stream().filter(event -> event.kind() == EventKind.RUN_FINISHED).toList();
  }

  private static List<RunEvent> results(List<RunEvent> log, CallId id) {
    return log.stream()
        .filter(event -> event.payload() instanceof ToolFinished end && end.callId().equals(id))
        .toList();
  }

  /** Counts how often a person let a call run whose first outcome nobody knows. */
  private static long allowed(List<RunEvent> log, CallId id) {
    return resumed(log)
        .flatMap(Aftermath::decisions)
        .filter(made -> made.callId().equals(id) && made.decision() == Verdict.APPROVE)
        .count();
  }

  private static Stream<ApprovalDecision> decisions(RunResumed resumed) {
    List<ApprovalDecision> made = resumed.decisions();
    return made == null ? Stream.of() : made.stream();
  }

  private static long takeOvers(List<RunEvent> log) {
    return resumed(log).filter(resumed -> RunResumed.TAKEN_OVER.equals(resumed.reason())).count();
  }

  private static Stream<RunResumed> resumed(List<RunEvent> log) {
    return log.stream()
        .map(RunEvent::payload)
        .filter(RunResumed.class::isInstance)
        .map(RunResumed.class::cast);
  }

  @Override
  public void close() {
    stores.close();
  }
}
