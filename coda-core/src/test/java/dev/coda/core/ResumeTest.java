package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.content.Part;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.StepTaken;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.event.ToolStarted;
import dev.coda.api.id.CallId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.ToolCall;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolSpec;
import dev.coda.testkit.store.SampleRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cuts a recorded run at each of its events, as if its process had died, and continues it. */
@Timeout(20)
class ResumeTest {
  private static final Instant PAST = Instant.parse("2001-01-01T00:00:00Z");
  private static final List<List<String>> TOOLS =
      List.of(List.of("write", "read"), List.of("write"));
  private static final List<RunEvent> LIVE = recorded();

  private static List<RunEvent> recorded() {
    try (DurableFixture fixture = new DurableFixture()) {
      Run run =
          fixture.ask(fixture.agent(new TalkingModel(TOOLS), write(new CountingTool()), read()));
      List<RunEvent> live = AgentFixture.events(run);
      assertThat(RunProjection.of(live).toolCalls())
          .extracting(ToolCall::status)
          .containsExactly(ToolStatus.SUCCESS, ToolStatus.SUCCESS, ToolStatus.SUCCESS);
      return live;
    }
  }

  static Stream<Integer> cuts() {
    return IntStream.range(1, LIVE.size()).boxed();
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void goesOnFromTheLastStep(int cut) throws Exception {
    List<RunEvent> prefix = LIVE.subList(0, cut);
    Set<CallId> finished = calls(prefix, EventKind.TOOL_RESULT);
    Set<CallId> started = calls(prefix, EventKind.TOOL_STARTED);
    CountingTool writes = new CountingTool();
    DurableFixture fixture = new DurableFixture();
    SampleRun run = inSession(fixture, prefix);
    run.playInto(fixture.stores.runs(), 1);
    try (fixture) {
      CodaAgent agent = fixture.agent(new TalkingModel(TOOLS), write(writes), read());
      Run found = agent.find(UserId.LOCAL, run.id()).orElseThrow();
      RunOutcome outcome = approveAll(fixture, found, started);

      assertThat(outcome).isInstanceOf(RunOutcome.Completed.class);
      List<RunEvent> log = fixture.stored(run.id());
      assertThat(log).filteredOn(event -> event.kind() == EventKind.RUN_FINISHED).hasSize(1);
      assertThat(log.get(log.size() - 1).kind()).isEqualTo(EventKind.RUN_FINISHED);
      assertThat(writes.calls).noneMatch(finished::contains).doesNotHaveDuplicates();
      RunProjection whole = RunProjection.of(log);
      assertThat(whole.toolCalls())
          .hasSize(splitsAReply(cut) ? 2 : 3)
          .allSatisfy(call -> assertThat(call.status()).isEqualTo(ToolStatus.SUCCESS));
      Message answer = whole.answer().orElseThrow();
      assertThat(answer.text()).isEqualTo(wholeText());
      assertThat(answer.parts())
          .hasSize(recordedAnswer().parts().size() - (splitsAReply(cut) ? 2 : 0));
      assertThat(answer)
          .isEqualTo(
              fixture
                  .stores
                  .sessions()
                  .message(UserId.LOCAL, answer.id())
                  .orElseThrow()
                  .node()
                  .message());
    }
  }

  /** A viewer may have been shown text that the dead process never stored. */
  @ParameterizedTest
  @MethodSource("cuts")
  void showsNoTextTwiceToWhoSawMoreThanWasStored(int cut) throws Exception {
    List<RunEvent> shown = LIVE.subList(0, cut);
    List<RunEvent> kept =
        shown.stream().filter(event -> event.seq() <= lastCommitted(shown)).toList();
    DurableFixture fixture = new DurableFixture();
    SampleRun run = inSession(fixture, kept);
    run.playInto(fixture.stores.runs(), 1);
    try (fixture) {
      CodaAgent agent = fixture.agent(new TalkingModel(TOOLS), write(new CountingTool()), read());
      Run found = agent.find(UserId.LOCAL, run.id()).orElseThrow();
      approveAll(fixture, found, calls(kept, EventKind.TOOL_STARTED));

      Message whole = fixture.projection(run.id()).answer().orElseThrow();
      for (int seen = 0; seen <= shown.size(); seen++) {
        RunProjection viewer = RunProjection.of(shown.subList(0, seen));
        found.events(viewer.lastSeq()).forEachRemaining(viewer::apply);
        assertThat(viewer.answer()).map(Message::parts).contains(whole.parts());
      }
    }
  }

  /** The same for a run that does not continue: what its viewers keep is what is stored. */
  @ParameterizedTest
  @MethodSource("cuts")
  void endsWithWhatIsStoredForWhoSawMore(int cut) throws Exception {
    List<RunEvent> shown = LIVE.subList(0, cut);
    int committed = (int) lastCommitted(shown);
    int least = Math.min(committed, cut);
    for (int stored : Set.copyOf(List.of(least, (least + cut) / 2))) {
      DurableFixture fixture = new DurableFixture();
      SampleRun run = inSession(fixture, shown.subList(0, stored));
      run.playInto(fixture.stores.runs(), 1);
      fixture.stores.runs().requestCancel(UserId.LOCAL, run.id());
      try (fixture) {
        CodaAgent agent = fixture.agent(new TalkingModel(TOOLS), write(new CountingTool()), read());
        Run found = agent.find(UserId.LOCAL, run.id()).orElseThrow();
        assertThat(fixture.outcome(found)).isInstanceOf(RunOutcome.Cancelled.class);

        Optional<List<Part>> whole = fixture.projection(run.id()).answer().map(Message::parts);
        for (int seen = 0; seen <= shown.size(); seen++) {
          RunProjection viewer = RunProjection.of(shown.subList(0, seen));
          found.events(viewer.lastSeq()).forEachRemaining(viewer::apply);
          assertThat(viewer.answer().map(Message::parts)).isEqualTo(whole);
        }
      }
    }
  }

  private static RunOutcome approveAll(DurableFixture fixture, Run run, Set<CallId> started)
      throws Exception {
    RunOutcome outcome = fixture.outcome(run);
    while (outcome instanceof RunOutcome.AwaitingApproval waits) {
      for (Interrupt interrupt : waits.interrupts()) {
        assertThat(interrupt.reason()).isEqualTo("unknown_outcome");
        assertThat(started).contains(interrupt.callId());
        run.decide(
            new ApprovalDecision(interrupt.callId(), ApprovalDecision.Verdict.APPROVE, null, null));
      }
      outcome = fixture.outcome(run);
    }
    return outcome;
  }

  /** What a process stores by itself: everything before a commit, and no text behind it. */
  private static long lastCommitted(List<RunEvent> shown) {
    Set<EventKind> emitted =
        Set.of(
            EventKind.ATTEMPT_STARTED,
            EventKind.CONTENT_DELTA,
            EventKind.REASONING_DELTA,
            EventKind.TOOL_CALL_DELTA,
            EventKind.USAGE,
            EventKind.BUDGET,
            EventKind.CONTEXT);
    long last = 2;
    for (RunEvent event : shown) {
      boolean thought =
          event.kind() == EventKind.STEP
              && ((StepTaken) event.payload()).stepType().matches("reasoning|synthesis");
      if (!emitted.contains(event.kind()) && !thought) {
        last = Math.max(last, event.seq());
      }
    }
    return last;
  }

  private static SampleRun inSession(DurableFixture fixture, List<RunEvent> events) {
    List<RunEvent> moved = new ArrayList<>();
    for (RunEvent event : events) {
      moved.add(
          new RunEvent(event.runId(), fixture.session, event.seq(), event.ts(), event.payload()));
    }
    return new SampleRun(UserId.LOCAL, moved, PAST, null);
  }

  private static Set<CallId> calls(List<RunEvent> events, EventKind kind) {
    Set<CallId> calls = new HashSet<>();
    for (RunEvent event : events) {
      if (event.kind() == kind) {
        calls.add(
            event.payload() instanceof ToolStarted start
                ? start.callId()
                : ((ToolFinished) event.payload()).callId());
      }
    }
    return calls;
  }

  /** The calls of a reply are one commit, so a process cannot die between them; a log may. */
  private static boolean splitsAReply(int cut) {
    return LIVE.get(cut - 1).kind() == EventKind.TOOL_CALL
        && LIVE.get(cut).kind() == EventKind.TOOL_CALL;
  }

  private static Message recordedAnswer() {
    return RunProjection.of(LIVE).answer().orElseThrow();
  }

  private static String wholeText() {
    return recordedAnswer().text();
  }

  private static Tool write(CountingTool counting) {
    return counting.named(ToolSpec.builder("write"));
  }

  private static Tool read() {
    return new CountingTool().named(ToolSpec.builder("read").readOnly(true));
  }
}
