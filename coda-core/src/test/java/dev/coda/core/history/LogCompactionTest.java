package dev.coda.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.event.EventKind;
import dev.coda.api.event.EventSize;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunStore;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.SampleRun;
import dev.coda.testkit.store.SampleRuns;
import dev.coda.testkit.store.Samples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogCompactionTest {
  private static final Instant LATER = Samples.NOON.plusSeconds(86_400);

  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private final Stores stores = InMemoryStores.create();
  private final RunStore runs = stores.runs();
  private final LogCompaction compaction = LogCompaction.of(runs);

  @Test
  void leavesOutWhatOnlyViewersCaredFor() {
    SampleRun run = run();
    run.playInto(runs, 3);
    assertThat(kinds(run)).contains(EventKind.TOOL_PROGRESS);

    assertThat(compaction.compact(LATER, 10)).isEqualTo(1);

    assertThat(kinds(run)).doesNotContain(EventKind.TOOL_PROGRESS, EventKind.CONTEXT);
    RunProjection rows = RunProjection.of(log(run));
    assertThat(rows.answer()).isEqualTo(run.projection().answer());
    assertThat(rows.toolCalls()).isEqualTo(run.projection().toolCalls());
    assertThat(runs.logBytes(run.id()))
        .isLessThan(run.events().stream().mapToLong(LogCompactionTest::size).sum());
  }

  @Test
  void goesThroughAllRunsInPartsAndThenFindsTheNewOnes() {
    List.of(run(), run(), run()).forEach(run -> run.playInto(runs, 3));
    SampleRun active = run();
    runs.start(active.record(), active.opening(3));

    assertThat(compaction.compact(LATER, 2)).isEqualTo(2);
    assertThat(compaction.compact(LATER, 2)).isEqualTo(1);
    assertThat(compaction.compact(LATER, 2)).isZero();
    SampleRun late = run();
    late.playInto(runs, 3);
    assertThat(compaction.compact(LATER, 2)).isEqualTo(1);
    assertThat(log(active)).isEqualTo(active.events().subList(0, 3));
  }

  @Test
  void leavesLogsAloneThatAreYoungerThanAskedFor() {
    SampleRun run = run();
    run.playInto(runs, 3);
    List<RunEvent> before = log(run);

    assertThat(compaction.compact(Samples.NOON.minusSeconds(60), 10)).isZero();
    assertThat(log(run)).isEqualTo(before);
  }

  private SampleRun run() {
    Session session = Samples.session(ids, owner, null, Samples.NOON);
    stores.sessions().create(session);
    return SampleRuns.withTools(ids, owner, session.id(), null, Samples.NOON);
  }

  private List<RunEvent> log(SampleRun run) {
    return runs.events(run.id(), 0, 1000);
  }

  private List<EventKind> kinds(SampleRun run) {
    return log(run).stream().map(RunEvent::kind).toList();
  }

  private static long size(RunEvent event) {
    return EventSize.of(event.payload());
  }
}
