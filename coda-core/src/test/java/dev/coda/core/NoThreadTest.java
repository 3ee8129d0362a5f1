package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolSpec;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs for which the executor has no thread. */
@Timeout(20)
class NoThreadTest {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final Executor FULL =
      task -> {
        throw new RejectedExecutionException("full");
      };

  private final DurableFixture fixture = new DurableFixture();
  private final AtomicReference<RunId> started = new AtomicReference<>();
  private final AtomicInteger claims = new AtomicInteger();
  private final RunStoreWrapper stores =
      new RunStoreWrapper(fixture.stores) {
        @Override
        void before(boolean commit) {}

        @Override
        public RunRecord start(RunRecord run, RunCommit first) {
          started.set(run.id());
          return super.start(run, first);
        }

        @Override
        public List<RunRecord> claimExpired(String owner, Instant now, Instant until, int limit) {
          List<RunRecord> claimed = super.claimExpired(owner, now, until, limit);
          claims.addAndGet(claimed.size());
          return claimed;
        }
      };
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    fixture.close();
    threads.shutdownNow();
  }

  @Test
  void failsTheStartAndEndsTheRun() throws Exception {
    ScriptedModel model = ScriptedModel.of(ModelScript.create().say("Done."));
    CodaAgent agent = agent(model);
    RunRequest request = RunRequest.of(fixture.session, "Do it.");

    assertThatThrownBy(() -> agent.start(request, FULL))
        .isInstanceOfSatisfying(
            AdmissionException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.OVERLOADED))
        .hasMessageContaining(started.get().toString());

    assertThat(model.requests()).isEmpty();
    RunRecord run = fixture.stores.runs().find(UserId.LOCAL, started.get()).orElseThrow();
    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.lease()).isNull();
    assertThat(run.error()).extracting(ErrorInfo::code).isEqualTo("overloaded");
    assertThat(fixture.stored(run.id())).filteredOn(NoThreadTest::isEnd).hasSize(1);
    assertThat(agent.start(request).outcome()).isInstanceOf(RunOutcome.Completed.class);
  }

  @Test
  void endsTheRunWhenThereIsNoMemoryForAThread() {
    CodaAgent agent = agent(ScriptedModel.of(ModelScript.create().say("Done.")));
    RunRequest request = RunRequest.of(fixture.session, "Do it.");
    OutOfMemoryError none = new OutOfMemoryError("unable to create native thread");

    assertThatThrownBy(() ->
            agent.start(
                request,
                task -> {
                  throw none;
                }))
        .isSameAs(none);

    assertThat(fixture.stored(started.get())).filteredOn(NoThreadTest::isEnd).hasSize(1);
  }

  @Test
  void endsARunOnceWhoseLoopHasThrown() {
    OutOfMemoryError exhausted = new OutOfMemoryError("heap");
    CodaAgent agent =
        agent(
            ScriptedModel.of(
                ModelScript.create()
                    .then(call -> {
                      throw exhausted;
                    })));

    assertThatThrownBy(() -> agent.start(RunRequest.of(fixture.session, "Do it."), Runnable::run))
        .isInstanceOf(OutOfMemoryError.class);

    assertThat(fixture.stored(started.get())).filteredOn(NoThreadTest::isEnd).hasSize(1);
  }

  @Test
  void leavesADecidedRunToAnotherAgent() throws Exception {
    ToolSpec.Builder spec = ToolSpec.builder("pay").permission(ToolPermission.ASK);
    AtomicBoolean full = new AtomicBoolean();
    fixture.executor(task -> (full.get() ? FULL : threads).execute(task));
    AgentOptions options = DurableFixture.options().leaseTime(LEASE).build();
    CodaAgent first =
        fixture.agent(
            stores,
            options,
            ScriptedModel.of(ModelScript.create().callTool("pay", "{}")),
            new CountingTool().named(spec));
    Run run = first.start(RunRequest.of(fixture.session, "Pay."));
    List<Interrupt> waits = ((RunOutcome.AwaitingApproval) run.outcome()).interrupts();
    full.set(true);
    CountingTool paid = new CountingTool();
    ScriptedModel model = ScriptedModel.of(ModelScript.create().say("Paid."));

    run.decide(
        new ApprovalDecision(waits.get(0).callId(), ApprovalDecision.Verdict.APPROVE, null, null));

    first.close();
    fixture.executor(threads);
    CodaAgent second = fixture.agent(stores, options, model, paid.named(spec));
    assertThat(fixture.outcome(second.find(UserId.LOCAL, run.id()).orElseThrow()))
        .isInstanceOf(RunOutcome.Completed.class);
    assertThat(fixture.stored(run.id())).filteredOn(NoThreadTest::isEnd).hasSize(1);
    assertThat(model.requests()).hasSize(1);
    assertThat(paid.calls).hasSize(1);
  }

  @Test
  void countsNoTryOfARunThatNoThreadTakesOver() throws Exception {
    AgentOptions options = DurableFixture.options().leaseTime(LEASE).handOverOnClose(true).build();
    CodaAgent first =
        fixture.agent(stores, options, ScriptedModel.of(ModelScript.create().say("So").stall()));
    Run run = first.start(RunRequest.of(fixture.session, "Do it."));
    first.close();
    fixture.executor(FULL);

    fixture.agent(stores, options, ScriptedModel.of());

    fixture.until(() -> claims.get() >= 3);
    assertThat(fixture.stores.runs().find(UserId.LOCAL, run.id()).orElseThrow().tries()).isZero();
  }

  private CodaAgent agent(ScriptedModel model) {
    return fixture.agent(stores, DurableFixture.options().build(), model);
  }

  private static boolean isEnd(RunEvent event) {
    return event.kind() == EventKind.RUN_FINISHED;
  }
}
