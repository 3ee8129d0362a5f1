package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coda.api.agent.ConflictPolicy;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunAdmission;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.RunSettings;
import dev.coda.api.event.RunStarted;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RunAdmissionTest {
  private final Stores stores = InMemoryStores.create();
  private final OneAtATime admission = new OneAtATime();
  private final ScriptedModel model =
      ScriptedModel.of(
          ModelScript.create().say("one"),
          ModelScript.create().say("two"),
          ModelScript.create().say("three"));
  private final CodaAgent agent =
      CodaAgent.builder().models(model).stores(stores).admission(admission).build();

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void givesThePlaceBackWhenTheRunEnds() throws Exception {
    agent.start(RunRequest.of(session(), "Hello")).outcome();

    await().until(() -> admission.open.get() == 0);
    assertThat(admission.begun).hasValue(1);
    agent.start(RunRequest.of(session(), "Hello")).outcome();
  }

  @Test
  void givesThePlaceBackWhenTheRunCannotStart() {
    SessionId missing = new SessionId(UUID.randomUUID());

    assertThatThrownBy(() -> agent.start(RunRequest.of(missing, "Hello")))
        .isNotInstanceOf(AdmissionException.class);

    assertThat(admission.open).hasValue(0);
  }

  @Test
  void storesNothingOfARefusedRun() {
    SessionId session = session();
    admission.open.set(1);

    assertThatThrownBy(() -> agent.start(RunRequest.of(session, "Hello")))
        .isInstanceOf(AdmissionException.class);

    assertThat(stores.sessions().find(UserId.LOCAL, session).orElseThrow().headMessageId())
        .isNull();
  }

  @Test
  void answersARepeatedRequestThoughNoNewOneIsAdmitted() throws Exception {
    SessionId session = session();
    Run first = agent.start(request(session, ConflictPolicy.REJECT));
    first.outcome();
    await().until(() -> admission.open.get() == 0);
    admission.open.set(1);

    assertThat(agent.start(request(session, ConflictPolicy.REJECT)).id()).isEqualTo(first.id());
    assertThat(agent.start(request(session, ConflictPolicy.QUEUE)).id()).isEqualTo(first.id());
  }

  @Test
  void reservesForARunBeforeAnythingOfItIsStored() throws Exception {
    SessionId session = session();
    admission.reserved = RunLimits.builder().maxTokens(900_000).build();

    Run run = agent.start(RunRequest.of(session, "Hello"));
    run.outcome();

    assertThat(admission.reservedFor).containsExactly(run.id());
    assertThat(admission.inputTokens.get()).isPositive();
    RunStarted opening = (RunStarted) run.iterator().next().payload();
    assertThat(opening.settings()).extracting(RunSettings::maxTokens).isEqualTo(900_000L);
  }

  @Test
  void storesNothingOfARunForWhichNothingCanBeReserved() {
    SessionId session = session();
    admission.refusal =
        new AdmissionException(FailureKind.QUOTA_EXCEEDED, "used up", Duration.ofDays(3));

    assertThatThrownBy(() -> agent.start(request(session, ConflictPolicy.QUEUE)))
        .isSameAs(admission.refusal);

    assertThat(stores.runs().active(UserId.LOCAL)).isEmpty();
    assertThat(admission.open).hasValue(0);
  }

  @Test
  void answersARepeatedRequestThoughNothingCanBeReserved() throws Exception {
    SessionId session = session();
    Run first = agent.start(request(session, ConflictPolicy.REJECT));
    first.outcome();
    await().until(() -> admission.open.get() == 0);
    admission.refusal =
        new AdmissionException(FailureKind.QUOTA_EXCEEDED, "used up", Duration.ofDays(3));

    assertThat(agent.start(request(session, ConflictPolicy.REJECT)).id()).isEqualTo(first.id());
    assertThat(admission.open).hasValue(0);
  }

  private static RunRequest request(SessionId session, ConflictPolicy policy) {
    return RunRequest.builder(session)
        .text("Hello")
        .idempotencyKey("key")
        .onConflict(policy)
        .build();
  }

  private SessionId session() {
    SessionId id = new SessionId(UUID.randomUUID());
    stores.sessions().create(Session.start(id, UserId.LOCAL, Instant.now()));
    return id;
  }

  private static final class OneAtATime implements RunAdmission {
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final List<RunId> reservedFor = new CopyOnWriteArrayList<>();
    private final AtomicLong inputTokens = new AtomicLong();
    private volatile RunLimits reserved = RunLimits.defaults();
    private volatile @Nullable AdmissionException refusal;

    @Override
    public Permit admit(UserId user, @Nullable String key) {
      if (!open.compareAndSet(0, 1)) {
        throw new AdmissionException(FailureKind.OVERLOADED, "busy", Duration.ofSeconds(1));
      }
      return new Permit() {
        @Override
        public RunLimits reserve(RunId run, ModelInfo model, LongSupplier tokens) {
          AdmissionException refused = refusal;
          if (refused != null) {
            throw refused;
          }
          reservedFor.add(run);
          inputTokens.set(tokens.getAsLong());
          return reserved;
        }

        @Override
        public void begun() {
          begun.incrementAndGet();
        }

        @Override
        public void close() {
          open.set(0);
        }
      };
    }

    @Override
    public Permit resume(UserId user) {
      return () -> {};
    }
  }
}
