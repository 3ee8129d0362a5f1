package dev.coda.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.event.EventCodec;
import dev.coda.api.event.ProjectionChange;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.Thought;
import dev.coda.api.message.ToolCall;
import dev.coda.testkit.store.RandomRuns;
import dev.coda.testkit.store.SampleIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A log means the same however it is cut, told again, stored or sent. */
class FoldTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @Property(tries = 100)
  void aPrefixAndTheRestGiveTheWhole(@ForAll long seed) {
    List<RunEvent> log = log(seed);
    Random random = new Random(seed);
    List<Object> whole = rows(RunProjection.of(log));
    for (int cut = 0; cut <= log.size(); cut++) {
      RunProjection run = RunProjection.of(log.subList(0, cut));
      run.drain();
      // A viewer that joins again may receive what it has.
      log.subList(Math.max(0, cut - random.nextInt(5)), log.size()).forEach(run::apply);
      assertThat(rows(run)).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  @Property(tries = 100)
  void whatIsReportedAsChangedAddsUpToTheWhole(@ForAll long seed) {
    Random random = new Random(seed);
    RunProjection run = new RunProjection();
    Map<Object, Message> messages = new LinkedHashMap<>();
    Map<Object, ToolCall> calls = new LinkedHashMap<>();
    List<Thought> thoughts = new ArrayList<>();
    for (RunEvent event : log(seed)) {
      run.apply(event);
      if (random.nextInt(3) == 0 || run.status().isTerminal()) {
        ProjectionChange change = run.drain();
        change.messages().forEach(message -> messages.put(message.id(), message));
        change.toolCalls().forEach(call -> calls.put(call.id(), call));
        thoughts.addAll(change.thoughts());
      }
    }

    assertThat(messages.values())
        .containsExactly(run.userMessage().orElseThrow(), run.answer().orElseThrow());
    assertThat(calls.values()).containsExactlyInAnyOrderElementsOf(run.toolCalls());
    assertThat(thoughts).isEqualTo(run.thoughts());
  }

  @Property(tries = 100)
  void aLogThatIsStoredInPiecesAndReadAgainGivesTheWhole(@ForAll long seed) {
    List<RunEvent> log = log(seed);
    Random random = new Random(seed);
    List<RunEvent> stored = new ArrayList<>();
    int first = 0;
    while (first < log.size()) {
      int next = Math.min(log.size(), first + 1 + random.nextInt(11));
      stored.addAll(LogRows.of(log.subList(first, next), false));
      first = next;
    }
    List<RunEvent> read =
        stored.stream().map(event -> EventCodec.fromJson(EventCodec.toJson(event))).toList();

    assertThat(stored).hasSizeLessThan(log.size() + 1);
    assertThat(rows(RunProjection.of(read))).isEqualTo(rows(RunProjection.of(log)));
    for (int left = 0; left < log.size(); left++) {
      RunProjection viewer = RunProjection.of(log.subList(0, left));
      read.stream().filter(event -> event.seq() > viewer.lastSeq()).forEach(viewer::apply);
      assertThat(rows(viewer)).as("left after %d", left).isEqualTo(rows(RunProjection.of(log)));
    }
  }

  @Property(tries = 100)
  void aLogThatIsMadeSmallerWhenTheRunHasEndedGivesTheWhole(@ForAll long seed) {
    List<RunEvent> log = log(seed);
    List<RunEvent> small = LogRows.ofEnded(LogRows.of(log, false));

    assertThat(small).hasSizeLessThan(log.size() + 1);
    assertThat(small.get(small.size() - 1)).isEqualTo(log.get(log.size() - 1));
    assertThat(LogRows.ofEnded(small)).isEqualTo(small);
    for (int left = 0; left < log.size(); left++) {
      RunProjection viewer = RunProjection.of(log.subList(0, left));
      small.stream().filter(event -> event.seq() > viewer.lastSeq()).forEach(viewer::apply);
      assertThat(rows(viewer)).as("left after %d", left).isEqualTo(rows(RunProjection.of(log)));
    }
  }

  private static List<RunEvent> log(long seed) {
    SampleIds ids = SampleIds.seeded(seed);
    return RandomRuns.next(new Random(seed), ids, UserId.next(ids), SessionId.next(ids), null, NOON)
        .events();
  }

  private static List<Object> rows(RunProjection run) {
    return List.of(
        run.userMessage(),
        run.answer(),
        run.toolCalls(),
        run.thoughts(),
        run.usage(),
        run.costUsd(),
        run.status(),
        run.error(),
        run.lastSeq());
  }
}
