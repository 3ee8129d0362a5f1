package dev.coda.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.SampleRun;
import dev.coda.testkit.store.SampleRuns;
import dev.coda.testkit.store.Samples;
import dev.coda.testkit.time.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OldLogsTest {
  private final FakeClock clock = FakeClock.at(Samples.NOON);
  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private final Stores stores = InMemoryStores.create();

  @Test
  void compactsAllLogsOnceTheyAreOldEnough() {
    List<SampleRun> runs = Stream.generate(this::run).limit(250).toList();
    OldLogs logs = new OldLogs(stores, clock, "30d");

    clock.advance(Duration.ofDays(29));
    logs.compact();
    assertThat(runs).allMatch(this::hasProgress);

    clock.advance(Duration.ofDays(2));
    logs.compact();
    assertThat(runs).noneMatch(this::hasProgress);
  }

  @Test
  void leavesLogsAloneUnlessAskedTo() {
    SampleRun run = run();
    clock.advance(Duration.ofDays(10_000));
    new OldLogs(stores, clock, null).compact();
    new OldLogs(stores, clock, "").compact();
    assertThat(hasProgress(run)).isTrue();
  }

  private SampleRun run() {
    Session session = Samples.session(ids, owner, null, Samples.NOON);
    stores.sessions().create(session);
    SampleRun run = SampleRuns.withTools(ids, owner, session.id(), null, Samples.NOON);
    run.playInto(stores.runs(), 100);
    return run;
  }

  private boolean hasProgress(SampleRun run) {
    return stores.runs().events(run.id(), 0, 1000).stream()
        .map(RunEvent::kind)
        .anyMatch(EventKind.TOOL_PROGRESS::equals);
  }
}
