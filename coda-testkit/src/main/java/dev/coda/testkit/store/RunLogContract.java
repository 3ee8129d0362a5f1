package dev.coda.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunStatus;
import dev.coda.api.event.UnknownEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.session.RunProgress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * States how a {@link dev.coda.api.session.RunStore} returns logs and what it knows of them.
 * Confined to one thread at a time.
 */
public abstract class RunLogContract extends RunContract {
  @Test
  void returnsNoMoreBytesOfEventsThanAreAskedFor() {
    SampleRun run = withLongEvents(5);
    List<RunEvent> log = stores().runs().events(run.id(), 0, 100);
    assertThat(log).hasSize(7);
    assertThat(stores().runs().events(run.id(), 2, 100, 25_000)).isEqualTo(log.subList(2, 4));
    assertThat(stores().runs().events(run.id(), 4, 100, 35_000)).isEqualTo(log.subList(4, 7));
    assertThat(stores().runs().events(run.id(), 2, 1, 25_000)).isEqualTo(log.subList(2, 3));
    assertThat(stores().runs().events(run.id(), 0, 100, 1 << 20)).isEqualTo(log);
    assertThat(stores().runs().events(run.id(), 7, 100, 1 << 20)).isEmpty();
  }

  @Test
  void returnsAnEventWhateverItsSize() {
    SampleRun run = withLongEvents(2);
    List<RunEvent> log = stores().runs().events(run.id(), 0, 100);
    assertThat(stores().runs().events(run.id(), 2, 100, 1)).isEqualTo(log.subList(2, 3));
    assertThat(stores().runs().events(run.id(), 3, 100, 0)).isEqualTo(log.subList(3, 4));
  }

  @Test
  void returnsHowFarRunsHaveCome() {
    SampleRun open = started(tools(newSession().id()), 3);
    SampleRun over = tools(newSession().id());
    over.playInto(stores().runs(), 100);
    RunId missing = RunId.next(ids);
    assertThat(stores().runs().progress(List.of(open.id(), over.id(), missing)))
        .containsOnly(
            Map.entry(open.id(), new RunProgress(RunStatus.RUNNING, 3)),
            Map.entry(over.id(), new RunProgress(RunStatus.COMPLETED, last(over).seq())));
    assertThat(stores().runs().progress(List.of())).isEmpty();
  }

  @Test
  void readsTheLogFromAnyPlace() {
    SampleRun run = tools(newSession().id());
    run.playInto(stores().runs(), 7);
    for (int after = 0; after <= run.events().size(); after++) {
      assertThat(stores().runs().events(run.id(), after, 1000))
          .isEqualTo(run.events().subList(after, run.events().size()));
    }
    assertThat(stores().runs().events(run.id(), 4, 3)).isEqualTo(run.events().subList(4, 7));
    assertThat(stores().runs().events(run.id(), 4_000, 3)).isEmpty();
    assertThat(stores().runs().events(RunId.next(ids), 0, 3)).isEmpty();
  }

  @Test
  void keepsALogWithGaps() {
    SampleRun run = started(tools(newSession().id()), 3);
    RunEvent late = new RunEvent(run.id(), run.session(), 17, NOON, unknown("{}"));
    stores().runs().append(commit(run, 1, late));
    assertThat(stores().runs().events(run.id(), 3, 10)).containsExactly(late);
    assertThat(find(run).lastSeq()).isEqualTo(17);
  }

  @Test
  void keepsUnknownEventsVerbatim() {
    String fields = "{\"z\":1,\"a\":{\"y\":[1.50,null],\"x\":\"\\u0000 ü 🧪\"},\"seconds\":7}";
    SampleRun run = started(tools(newSession().id()), 3);
    RunEvent event = new RunEvent(run.id(), run.session(), 4, NOON, unknown(fields));
    stores().runs().append(commit(run, 1, event));
    RunEvent stored = stores().runs().events(run.id(), 3, 1).get(0);
    assertThat(stored).isEqualTo(event);
    assertThat(((UnknownEvent) stored.payload()).fields())
        .hasToString(Samples.json(fields).toString());
  }

  @Test
  void tellsHowLongALogIsWithoutReadingIt() {
    SampleRun run = started(tools(newSession().id()), 3);
    long before = stores().runs().logBytes(run.id());
    String text = "x".repeat(10_000);

    stores().runs().append(commit(run, 1, event(run, 4, "{\"text\": \"" + text + "\"}")));

    assertThat(before).isBetween(100L, 2_000L);
    assertThat(stores().runs().logBytes(run.id()) - before).isBetween(10_000L, 11_000L);
    assertThat(stores().runs().logBytes(RunId.next(ids))).isZero();
  }

  /** Starts a run and adds events of 10,000 bytes from number 3 on. */
  private SampleRun withLongEvents(int count) {
    SampleRun run = started(tools(newSession().id()), 2);
    RunEvent[] events = new RunEvent[count];
    for (int i = 0; i < count; i++) {
      events[i] = event(run, 3 + i, "{\"long\":\"" + "x".repeat(10_000) + "\"}");
    }
    stores().runs().append(commit(run, 1, events));
    return run;
  }
}
