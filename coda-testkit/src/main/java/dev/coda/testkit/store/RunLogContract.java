package dev.coda.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.event.UnknownEvent;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunProgress;
import dev.coda.api.session.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The requirements on a {@link dev.coda.api.session.RunStore} for reading logs, their progress and
 * their size. Confined to one thread at a time.
 */
public abstract class RunLogContract extends RunContract {
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

  /** For a class that has the stores to test. */
  public RunLogContract() {}

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

  @Test
  void returnsAnAnswerInProgressAsItsLogHasIt() {
    for (int seed = 1; seed <= 12; seed++) {
      SampleRun run = RandomRuns.next(new Random(seed), ids, owner, newSession().id(), null, NOON);
      RunProjection log = new RunProjection();
      for (RunCommit commit : run.commits(1 + seed % 5)) {
        if (log.lastSeq() == 0) {
          stores().runs().start(run.record(), commit);
        } else {
          stores().runs().append(commit);
        }
        commit.events().forEach(log::apply);
        assertThatReadersAgreeWith(log, run);
      }
    }
  }

  private void assertThatReadersAgreeWith(RunProjection log, SampleRun run) {
    RunRecord record = find(run);
    assertThat(record.lastSeq()).isEqualTo(log.lastSeq());
    assertThat(record.usage()).isEqualTo(log.usage());
    assertThat(record.costUsd()).isEqualTo(log.costUsd().orElse(null));
    assertThat(record.status()).isEqualTo(log.status());
    assertThat(stores().runs().progress(List.of(run.id())))
        .containsEntry(run.id(), new RunProgress(log.status(), log.lastSeq()));
    Message answer = log.answer().orElse(null);
    if (answer == null) {
      return;
    }
    MessageRecord expected = new MessageRecord(answer, log.toolCalls(), log.thoughts());
    MessageDetails details = message(answer.id());
    assertThat(new MessageRecord(details.node().message(), details.toolCalls(), details.thoughts()))
        .as("at %d", log.lastSeq())
        .isEqualTo(expected);
    assertThat(stores().sessions().records(owner, run.session(), null, 10)).contains(expected);
    assertThat(path(run, PathQuery.latest(null, 1)))
        .extracting(MessageNode::message)
        .containsExactly(answer);
  }

  @Test
  void countsAnAnswerInProgressWithWhatItsLogHas() {
    SampleRun run = started(tools(newSession().id()), 6);
    long seq = 6;
    for (int offset = 0; offset < 50_000; offset += 10_000) {
      seq++;
      stores().runs().append(commit(run, 1, said(run, seq, offset, "x".repeat(10_000))));
    }
    PathQuery page = PathQuery.page(null, null, 10);

    assertThat(path(run, page.withMaxBytes(100_000))).hasSize(2);
    assertThat(path(run, page.withMaxBytes(40_000))).hasSize(1);
    assertThat(stores().sessions().records(owner, run.session(), null, 10, 100_000)).hasSize(2);
    assertThat(stores().sessions().records(owner, run.session(), null, 10, 40_000)).hasSize(1);
  }

  @Test
  void returnsAMessageAsItIsStoredIfTheLogOfItsRunCannotBeRead() {
    SampleRun run = started(tools(newSession().id()), 2);

    stores().runs().append(commit(run, 1, said(run, 7, 99, "Behind a gap.")));

    assertThat(path(run, PathQuery.latest(null, 1)))
        .extracting(node -> node.message().parts())
        .containsExactly(List.of());
  }

  @Test
  void rewritesTheLogOfARunThatHasEnded() {
    SampleRun run = tools(newSession().id());
    run.playInto(stores().runs(), 4);
    MessageDetails answer = message(run.projection().answer().orElseThrow().id());
    RunRecord record = find(run);
    List<RunEvent> small =
        run.events().stream().filter(event -> event.kind() != EventKind.STEP).toList();
    assertThat(ended(LATER)).contains(run.id());

    assertThat(stores().runs().rewriteLog(run.id(), small)).isTrue();

    assertThat(stores().runs().events(run.id(), 0, 1000)).isEqualTo(small);
    assertThat(stores().runs().events(run.id(), small.get(3).seq(), 1000))
        .isEqualTo(small.subList(4, small.size()));
    assertThat(find(run)).isEqualTo(record);
    assertThat(message(answer.node().message().id())).isEqualTo(answer);
    assertThat(ended(LATER)).doesNotContain(run.id());
    assertThat(stores().runs().rewriteLog(run.id(), run.events())).as("again").isFalse();
    assertThat(stores().runs().events(run.id(), 0, 1000)).isEqualTo(small);
  }

  @Test
  void keepsTheLogOfARunThatHasNotEnded() {
    SampleRun run = started(tools(newSession().id()), 3);
    assertThat(ended(LATER)).doesNotContain(run.id());
    assertThat(stores().runs().rewriteLog(run.id(), run.events().subList(0, 1))).isFalse();
    assertThat(stores().runs().rewriteLog(RunId.next(ids), run.events())).isFalse();
    assertThat(stores().runs().events(run.id(), 0, 1000)).isEqualTo(run.events().subList(0, 3));
  }

  @Test
  void findsRunsByWhenTheyEndedAndInParts() {
    SampleRun first = tools(newSession().id());
    SampleRun second = tools(newSession().id());
    List.of(first, second).forEach(run -> run.playInto(stores().runs(), 100));
    assertThat(ended(NOON.minusSeconds(1))).doesNotContain(first.id(), second.id());

    List<RunId> all = ended(LATER);

    assertThat(all).contains(first.id(), second.id()).doesNotHaveDuplicates();
    assertThat(stores().runs().ended(LATER, null, 1)).isEqualTo(all.subList(0, 1));
    assertThat(stores().runs().ended(LATER, all.get(0), 1000))
        .isEqualTo(all.subList(1, all.size()));
  }

  private List<RunId> ended(Instant before) {
    return stores().runs().ended(before, null, 1000);
  }

  private List<MessageNode> path(SampleRun run, PathQuery query) {
    return stores().sessions().path(owner, run.session(), query);
  }

  private static RunEvent said(SampleRun run, long seq, int offset, String text) {
    MessageId answer = run.projection().answer().orElseThrow().id();
    return new RunEvent(
        run.id(), run.session(), seq, NOON, new ContentDelta(answer, 50, offset, text));
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
