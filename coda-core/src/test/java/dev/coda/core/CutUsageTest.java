package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunStatus;
import dev.coda.api.event.UsageReported;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.Price;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.routing.RetrySettings;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.coda.testkit.time.FakeClock;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Providers bill what was cut off as well, so a run has to count it. */
@Timeout(20)
class CutUsageTest {
  private final ScriptedModel model = ScriptedModel.of();
  private final FakeClock clock = FakeClock.at(Instant.parse("2026-01-02T12:00:00Z"));
  private final InMemoryStores stores = InMemoryStores.create();
  private final SessionId session = new SessionId(UUID.randomUUID());
  private final CodaAgent agent =
      CodaAgent.builder()
          .models(
              ModelRouter.builder()
                  .providers(new Priced(model))
                  .retry(RetrySettings.none())
                  .build())
          .stores(stores)
          .clock(clock)
          .build();

  CutUsageTest() {
    stores
        .sessions()
        .create(Session.start(session, UserId.LOCAL, Instant.parse("2026-01-02T03:04:05Z")));
  }

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void stopBillsThePromptAndWhatWasSaidThoughtAndAskedForSoFar() throws Exception {
    var talking = new CountDownLatch(1);
    model.add(
        ModelScript.create()
            .think("t".repeat(400))
            .say("s".repeat(400))
            .callTool("look", "\"%s\"".formatted("a".repeat(398)))
            .then(call -> talking.countDown())
            .stall());
    Run run = ask("q".repeat(4_000));
    talking.await();

    run.cancel();

    UsageReported cut = onlyReport(run);
    assertThat(cut.tokens().input()).isBetween(1_000L, 1_200L);
    assertThat(cut.tokens().output()).isBetween(300L, 330L);
    assertThat(cut.costUsd()).isGreaterThan(new BigDecimal("0.0016"));
    assertEndCounts(run, RunStatus.CANCELLED, cut);
  }

  @Test
  void stopBeforeTheFirstWordBillsThePrompt() throws Exception {
    var asked = new CountDownLatch(1);
    model.add(ModelScript.create().then(call -> asked.countDown()).stall());
    Run run = ask("q".repeat(4_000));
    asked.await();

    run.cancel();

    UsageReported cut = onlyReport(run);
    assertThat(cut.tokens().input()).isGreaterThanOrEqualTo(1_000);
    assertThat(cut.tokens().output()).isZero();
    assertEndCounts(run, RunStatus.CANCELLED, cut);
  }

  @Test
  void theTimeLimitBillsWhatWasUsed() throws Exception {
    var talking = new CountDownLatch(1);
    model.add(ModelScript.create().say("So far").then(call -> talking.countDown()).stall());
    RunRequest request =
        RunRequest.builder(session)
            .text("go")
            .limits(RunLimits.builder().timeout(Duration.ofSeconds(2)).build())
            .build();

    Run run = agent.start(request);
    talking.await();
    clock.advance(Duration.ofSeconds(2));

    assertEndCounts(run, RunStatus.FAILED, onlyReport(run));
  }

  @Test
  void aStreamThatBreaksOffIsBilled() {
    model.add(ModelScript.create().say("Half an ans").fail(failure(FailureKind.STREAM_CUT)));

    Run run = ask("go");

    UsageReported cut = onlyReport(run);
    assertThat(cut.tokens().output()).isEqualTo(3);
    assertEndCounts(run, RunStatus.FAILED, cut);
  }

  @Test
  void aCallThatAProviderRefusedCostsNothing() {
    model.add(ModelScript.create().fail(failure(FailureKind.AUTHENTICATION)));

    List<RunEvent> events = AgentFixture.events(ask("go"));

    assertThat(events).noneMatch(event -> event.kind() == EventKind.USAGE);
  }

  private Run ask(String text) {
    return agent.start(RunRequest.of(session, text));
  }

  private static UsageReported onlyReport(Run run) {
    List<UsageReported> reports =
        AgentFixture.events(run).stream()
            .filter(event -> event.kind() == EventKind.USAGE)
            .map(event -> (UsageReported) event.payload())
            .toList();
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).estimated()).isTrue();
    return reports.get(0);
  }

  private void assertEndCounts(Run run, RunStatus status, UsageReported cut) {
    List<RunEvent> events = AgentFixture.events(run);
    RunFinished end = (RunFinished) events.get(events.size() - 1).payload();
    Message answer =
        stores.sessions().path(UserId.LOCAL, session, PathQuery.page(null, null, 100)).stream()
            .map(MessageNode::message)
            .reduce((first, second) -> second)
            .orElseThrow();
    assertThat(end.status()).isEqualTo(status);
    assertThat(end.usage()).isEqualTo(cut.tokens()).isEqualTo(answer.usage());
    assertThat(end.costUsd()).isEqualTo(cut.costUsd()).isEqualTo(answer.costUsd());
  }

  private static ProviderException failure(FailureKind kind) {
    return ProviderException.of(kind, "scripted", "Scripted.").build();
  }

  /** A dollar for a million tokens in, two for a million out. */
  private record Priced(ScriptedModel model) implements ModelProvider {
    @Override
    public String name() {
      return model.name();
    }

    @Override
    public List<ModelInfo> models() {
      return List.of(new ModelInfo(ScriptedModel.REF, null, null, Price.of("1", "2"), Set.of()));
    }

    @Override
    public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
      return model.model(modelName, credentials);
    }
  }
}
