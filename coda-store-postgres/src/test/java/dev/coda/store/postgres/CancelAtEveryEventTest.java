package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.Run;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunPaused;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.UserId;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.session.Stores;
import dev.coda.core.store.InMemoryStores;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What G1, G3 and G7 ask of a run that is stopped, at every event it has. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CancelAtEveryEventTest {
  private static final int ALL = 10_000;

  private final Set<EventKind> stoppedAt = EnumSet.noneOf(EventKind.class);

  @Test
  void aRunInMemoryEndsOnceWhereverItIsStopped() {
    stopEverywhere(InMemoryStores.create());
  }

  @Test
  void aRunInPostgresEndsOnceWhereverItIsStopped() {
    stopEverywhere(
        PostgresStores.builder(TestDatabase.POOL).schema(TestDatabase.newSchema()).build());
  }

  private void stopEverywhere(Stores stores) {
    int at = 0;
    while (stop(stores, at)) {
      at++;
    }
    assertThat(at).as("places").isGreaterThan(40);
    assertThat(stoppedAt)
        .contains(
            EventKind.MESSAGE_START,
            EventKind.ATTEMPT_STARTED,
            EventKind.ATTEMPT_RESET,
            EventKind.REASONING_DELTA,
            EventKind.CONTENT_DELTA,
            EventKind.TOOL_CALL_DELTA,
            EventKind.USAGE,
            EventKind.STEP,
            EventKind.TOOL_CALL,
            EventKind.TOOL_STARTED,
            EventKind.TOOL_PROGRESS,
            EventKind.TOOL_RESULT,
            EventKind.APPROVAL_REQUIRED,
            EventKind.RUN_PAUSED,
            EventKind.RUN_RESUMED,
            EventKind.RUN_FINISHED);
  }

  /**
   * Stops a run of its own when its viewer has seen a number of events; false if there are fewer.
   */
  private boolean stop(Stores stores, int at) {
    try (EventfulAgent agent = new EventfulAgent(stores)) {
      Run run = agent.start();
      agent.watcher.watch(run, event -> react(agent, run, event, at));

      List<RunEvent> seen = agent.watcher.seen();
      if (seen.size() <= at) {
        return false;
      }
      RunEvent place = seen.get(at);
      stoppedAt.add(place.kind());
      String where = "stopped at event %d, %s".formatted(at, place.payload());
      assertEnded(agent, run, seen, at, where);
      assertNextTurnIsAccepted(agent, where);
      return true;
    }
  }

  private static void react(EventfulAgent agent, Run run, RunEvent event, int at) {
    int seen = agent.watcher.seen().size();
    if (seen == at + 1) {
      run.cancel();
      agent.watcher.release();
    } else if (seen <= at && event.payload() instanceof RunPaused paused) {
      paused
          .interrupts()
          .forEach(wanted ->
              run.decide(
                  new ApprovalDecision(
                      wanted.callId(), ApprovalDecision.Verdict.APPROVE, null, null)));
    }
  }

  private static void assertEnded(
      EventfulAgent agent, Run run, List<RunEvent> seen, int at, String where) {
    RunProjection rows = RunProjection.of(seen);
    assertThat(seen)
        .as(where)
        .filteredOn(event -> event.kind() == EventKind.RUN_FINISHED)
        .containsExactly(seen.get(seen.size() - 1));
    assertThat(rows.status()).as(where).isIn(RunStatus.CANCELLED, RunStatus.COMPLETED);
    if (!isOver(seen, at)) {
      assertThat(rows.status()).as(where).isEqualTo(RunStatus.CANCELLED);
      assertThat(rows.answer().orElseThrow().status()).isEqualTo(MessageStatus.CANCELLED);
    }
    assertThat(rows.toolCalls()).as(where).allMatch(call -> call.status().isFinal());
    List<RunEvent> log = agent.stores().runs().events(run.id(), 0, ALL);
    assertThat(log.get(log.size() - 1)).as(where).isEqualTo(seen.get(seen.size() - 1));
    assertThat(
            RowsAsJson.of(
                agent.stores().sessions().records(UserId.LOCAL, agent.session(), null, ALL)))
        .as(where)
        .isEqualTo(RowsAsJson.of(RowsAsJson.records(rows)))
        .isEqualTo(RowsAsJson.of(RowsAsJson.records(RunProjection.of(log))));
    assertThat(agent.stores().runs().active(UserId.LOCAL, agent.session())).as(where).isEmpty();
  }

  /** From the last word of the answer on, nothing waits for the viewer. */
  private static boolean isOver(List<RunEvent> seen, int at) {
    return seen.subList(0, at + 1).stream()
        .anyMatch(event ->
            event.payload() instanceof ContentDelta said
                && said.delta().equals(EventfulAgent.LAST_WORD));
  }

  private static void assertNextTurnIsAccepted(EventfulAgent agent, String where) {
    List<RunEvent> events = new ArrayList<>();
    agent.startNext().forEach(events::add);

    RunProjection run = RunProjection.of(events);
    assertThat(run.answer().orElseThrow().text()).as(where).isEqualTo("Yes.");
    List<String> open = new ArrayList<>();
    for (ChatMessage message : agent.next.requests().get(0).messages()) {
      if (message instanceof ToolExecutionResultMessage result) {
        assertThat(open.remove(result.id())).as("a result after its call, " + where).isTrue();
      } else {
        assertThat(open).as("calls without a result, " + where).isEmpty();
      }
      if (message instanceof AiMessage said) {
        said.toolExecutionRequests().forEach(call -> open.add(call.id()));
      }
    }
    assertThat(open).as("calls without a result, " + where).isEmpty();
  }
}
