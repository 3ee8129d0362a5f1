package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.ConflictPolicy;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.ContextCompacted;
import dev.coda.api.event.ContextReported;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A person has the conversation compacted, however much room there is. */
@Timeout(30)
class CompactOnlyTest {
  private final ScriptedModel model = ScriptedModel.of();
  private final AgentFixture fixture = AgentFixture.with(model);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void putsASummaryInThePlaceOfAllTurnsButTheLast() {
    talk("first", "second", "third");
    List<Message> before = fixture.messages();
    model.add(ModelScript.create().say("They counted."));

    List<RunEvent> events = AgentFixture.events(fixture.agent.start(compaction()));

    assertThat(text(3)).contains("first", "second").doesNotContain("third");
    ContextCompacted compacted = payload(events, EventKind.COMPACTION, ContextCompacted.class);
    assertThat(compacted.summary()).isEqualTo("They counted.");
    assertThat(compacted.throughMessageId()).isEqualTo(before.get(3).id());
    assertThat(payload(events, EventKind.CONTEXT, ContextReported.class).tokens())
        .isEqualTo(compacted.tokensAfter());
    RunProjection run = RunProjection.of(events);
    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run.userMessage()).isEmpty();
    assertThat(run.thoughts()).singleElement().extracting("stepType").isEqualTo("compaction");
    List<Message> after = fixture.messages();
    assertThat(after.subList(0, 6)).isEqualTo(before);
    Message carrier = after.get(6);
    assertThat(after).hasSize(7);
    assertThat(carrier.parts()).isEmpty();
    assertThat(carrier.status()).isEqualTo(MessageStatus.COMPLETE);
    assertThat(carrier.parentId()).isEqualTo(before.get(5).id());
    assertThat(Objects.requireNonNull(carrier.metadata()).at("/compaction/tokens_after").asLong())
        .isEqualTo(compacted.tokensAfter());
  }

  @Test
  void theNextTurnHasTheSummaryAndTheLastTurn() {
    talk("first", "second");
    compact("They counted.");

    talk("third");

    assertThat(text(3))
        .contains("They counted.", "second", "answer to second", "third")
        .doesNotContain("first");
  }

  @Test
  void aBranchBesideTheSummaryDoesNotSeeIt() {
    talk("first", "second");
    compact("They counted.");
    model.add(ModelScript.create().say("another"));

    AgentFixture.events(
        fixture.agent.start(
            RunRequest.builder(fixture.session)
                .parentId(fixture.messages().get(3).id())
                .text("Or else?")
                .build()));

    assertThat(text(3)).contains("first", "Or else?").doesNotContain("They counted.");
  }

  @Test
  void aSecondCompactionContinuesTheFirst() {
    talk("first", "second");
    compact("They counted.");
    talk("third");

    compact("They counted to three.");

    assertThat(text(4)).contains("They counted.", "second").doesNotContain("third");
    talk("fourth");
    assertThat(text(5)).contains("They counted to three.", "third").doesNotContain("second");
  }

  @Test
  void saysWhenThereIsNothingToCompact() {
    assertRefused(FailureKind.NOT_FOUND, "There is nothing to compact");
    talk("first");
    assertRefused(FailureKind.NOT_FOUND, "There is nothing to compact");
    talk("second");
    compact("They counted.");
    assertRefused(FailureKind.NOT_FOUND, "There is nothing to compact");
    assertThat(fixture.messages()).hasSize(5);
  }

  @Test
  void doesNotRunBesideAnotherRun() {
    talk("first", "second");
    model.add(ModelScript.create().stall());
    Run active = fixture.ask("third");

    assertRefused(FailureKind.CONFLICT, "A run is active on this branch");

    active.cancel();
    AgentFixture.events(active);
    model.add(ModelScript.create().stall());
    Run compacting = fixture.agent.start(compaction());
    assertThatThrownBy(() -> fixture.ask("fourth"))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFLICT));
    compacting.cancel();
    AgentFixture.events(compacting);
  }

  @Test
  void changesNothingIfTheModelFails() {
    talk("first", "second");
    model.add(failing(FailureKind.PROVIDER_QUOTA));

    List<RunEvent> events = AgentFixture.events(fixture.agent.start(compaction()));

    assertThat(RunProjection.of(events).status()).isEqualTo(RunStatus.FAILED);
    talk("third");
    assertThat(text(3)).contains("first", "second", "third").doesNotContain("Summary of");
  }

  @Test
  void aModelThatCannotSummariseIsReplacedByRules() {
    talk("first", "second");
    model.add(failing(FailureKind.UNSUPPORTED));

    AgentFixture.events(fixture.agent.start(compaction()));

    talk("third");
    assertThat(text(3)).contains("Summary of our conversation so far", "User: first", "second");
  }

  @Test
  void changesNothingIfItIsCancelled() throws InterruptedException {
    talk("first", "second");
    model.add(ModelScript.create().stall());
    Run run = fixture.agent.start(compaction());
    await().until(() -> model.requests().size() == 3);

    run.cancel();

    assertThat(run.outcome()).isInstanceOf(RunOutcome.Cancelled.class);
    talk("third");
    assertThat(text(3)).contains("first", "second", "third").doesNotContain("Summary of");
  }

  @Test
  void isCompletedByAnotherProcessIfItsOwnDies() throws Exception {
    try (DurableFixture processes = new DurableFixture()) {
      CodaAgent first = processes.agent(model);
      for (String question : List.of("first", "second")) {
        model.add(ModelScript.create().say("answer to " + question));
        AgentFixture.events(first.start(RunRequest.of(processes.session, question)));
      }
      DyingStores dying = new DyingStores(processes.stores, 1);
      model.add(ModelScript.create().say("Never stored."));
      Run run =
          processes
              .agent(dying, DurableFixture.options().build(), model)
              .start(RunRequest.builder(processes.session).compactOnly().build());
      await().until(dying::isDead);
      model.add(ModelScript.create().say("They counted."));
      CodaAgent second = processes.agent(model);
      processes.clock.advance(AgentOptions.defaults().leaseTime().plusSeconds(1));

      RunOutcome outcome = processes.outcome(second.find(UserId.LOCAL, run.id()).orElseThrow());

      assertThat(outcome).isInstanceOf(RunOutcome.Completed.class);
      ContextCompacted compacted =
          payload(processes.stored(run.id()), EventKind.COMPACTION, ContextCompacted.class);
      assertThat(compacted.summary()).isEqualTo("They counted.");
    }
  }

  @Test
  void asksNothingAndWaitsForNothing() {
    assertThatThrownBy(() -> RunRequest.builder(fixture.session).compactOnly().text("x").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no content");
    assertThatThrownBy(() ->
            RunRequest.builder(fixture.session)
                .compactOnly()
                .onConflict(ConflictPolicy.QUEUE)
                .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot wait");
  }

  private static ModelScript failing(FailureKind kind) {
    return ModelScript.create().fail(ProviderException.of(kind, "scripted", "No.").build());
  }

  private void talk(String... questions) {
    for (String question : questions) {
      model.add(ModelScript.create().say("answer to " + question));
      AgentFixture.events(fixture.ask(question));
    }
  }

  private void compact(String summary) {
    model.add(ModelScript.create().say(summary));
    AgentFixture.events(fixture.agent.start(compaction()));
  }

  private RunRequest compaction() {
    return RunRequest.builder(fixture.session).userId(UserId.LOCAL).compactOnly().build();
  }

  private void assertRefused(FailureKind kind, String message) {
    assertThatThrownBy(() -> fixture.agent.start(compaction()))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private String text(int request) {
    return model.requests().get(request).messages().toString();
  }

  private static <T> T payload(List<RunEvent> events, EventKind kind, Class<T> type) {
    return type.cast(
        events.stream().filter(event -> event.kind() == kind).findFirst().orElseThrow().payload());
  }
}
