package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.Run;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.EventCodec;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunPaused;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.session.Stores;
import dev.coda.core.store.InMemoryStores;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** G4, at every event of a run that has everything, over each kind of store. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RejoinAnywhereTest {
  /** Logs hold these in larger pieces, or not at all. */
  private static final Set<EventKind> STREAMED =
      EnumSet.of(EventKind.CONTENT_DELTA, EventKind.REASONING_DELTA, EventKind.TOOL_CALL_DELTA);

  private final List<AssertionError> failures = new ArrayList<>();
  private int rejoined;

  static Stream<Named<Supplier<Stores>>> stores() {
    return Stream.of(
        Named.of("memory", InMemoryStores::create),
        Named.of(
            "PostgreSQL",
            () ->
                PostgresStores.builder(TestDatabase.POOL)
                    .schema(TestDatabase.newSchema())
                    .build()));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whoeverJoinsAtAnyEventSeesWhatTheOneSeesWhoNeverLeft(Supplier<Stores> stores) {
    try (EventfulAgent agent = new EventfulAgent(stores.get())) {
      Run run = agent.start();
      agent.atEachStep(() -> rejoinEverywhere(agent, run));
      agent.watcher.watch(
          run,
          event -> {
            if (event.payload() instanceof RunPaused paused) {
              rejoinEverywhere(agent, run);
              paused.interrupts().forEach(wanted -> run.decide(approve(wanted)));
            }
          });
      rejoinEverywhere(agent, run);

      assertThat(failures).isEmpty();
      assertThat(agent.watcher.seen())
          .extracting(RunEvent::kind)
          .contains(
              EventKind.ATTEMPT_RESET,
              EventKind.REASONING_DELTA,
              EventKind.TOOL_CALL_DELTA,
              EventKind.TOOL_PROGRESS,
              EventKind.APPROVAL_REQUIRED,
              EventKind.RUN_PAUSED,
              EventKind.RUN_RESUMED);
      assertThat(RunProjection.of(agent.watcher.seen()).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(rejoined).isGreaterThan(400);
    }
  }

  /** Steps are taken on threads whose failures the agent would take for a tool's or a model's. */
  private void rejoinEverywhere(EventfulAgent agent, Run run) {
    try {
      List<RunEvent> live = agent.watcher.seen();
      for (int joined = 0; joined < live.size(); joined++) {
        rejoin(agent, run, live, joined);
        rejoined++;
      }
    } catch (AssertionError e) {
      failures.add(e);
    }
  }

  private static void rejoin(EventfulAgent agent, Run run, List<RunEvent> live, int joined) {
    long after = joined == 0 ? 0 : live.get(joined - 1).seq();
    List<RunEvent> rest = live.subList(joined, live.size());
    RunEvent last = live.get(live.size() - 1);
    String place = "joined after %d, up to %d %s".formatted(after, last.seq(), last.kind());

    List<RunEvent> shown = agent.rejoin(run.id(), after, last.seq());

    if (isLive(rest)) {
      assertThat(frames(shown)).as(place).isEqualTo(frames(rest));
    } else {
      assertThat(frames(whole(shown))).as(place).isEqualTo(frames(whole(rest)));
    }
    RunProjection seen = RunProjection.of(live.subList(0, joined));
    shown.forEach(seen::apply);
    assertThat(RowsAsJson.of(seen)).as(place).isEqualTo(RowsAsJson.of(RunProjection.of(live)));
  }

  /** What lies behind a pause, or the end, comes out of the log. */
  private static boolean isLive(List<RunEvent> events) {
    return events.stream()
        .noneMatch(event ->
            event.kind() == EventKind.RUN_PAUSED || event.kind() == EventKind.RUN_FINISHED);
  }

  private static List<RunEvent> whole(List<RunEvent> events) {
    return events.stream().filter(event -> !STREAMED.contains(event.kind())).toList();
  }

  private static List<String> frames(List<RunEvent> events) {
    return events.stream().map(EventCodec::toJson).toList();
  }

  private static ApprovalDecision approve(Interrupt wanted) {
    return new ApprovalDecision(wanted.callId(), ApprovalDecision.Verdict.APPROVE, null, null);
  }
}
