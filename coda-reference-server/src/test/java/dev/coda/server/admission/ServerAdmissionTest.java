package dev.coda.server.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.agent.RunAdmission.Permit;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.server.process.Stopping;
import dev.coda.server.quota.RunQuotas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ServerAdmissionTest {
  private static final int OF_A_USER = 3;
  private static final int OF_ALL = 100;

  private static final ModelInfo MODEL = ModelInfo.unknown(new ModelRef("demo", "demo"));

  private final AtomicLong nanos = new AtomicLong();
  private final OpenReservations quotas = new OpenReservations();
  private final ServerAdmission admission =
      new ServerAdmission(
          new AdmissionSettings(OF_A_USER, OF_ALL, Duration.ofMillis(250)),
          new Stopping(),
          quotas,
          List.of(),
          nanos::get);
  private final UserId user = new UserId(UUID.randomUUID());

  @Test
  void refusesMoreRunsThanAUserMayHaveAtOnce() {
    List<Permit> permits = new ArrayList<>();
    for (int i = 0; i < OF_A_USER; i++) {
      permits.add(admission.admit(user, null));
    }

    assertRefused(FailureKind.RATE_LIMITED, () -> admission.admit(user, null));
    assertRefused(FailureKind.RATE_LIMITED, () -> admission.call(user));
    assertRefused(FailureKind.RATE_LIMITED, () -> admission.check(user));
    admission.admit(new UserId(UUID.randomUUID()), null).close();

    permits.getFirst().close();
    permits.getFirst().close();
    admission.admit(user, null);
    assertRefused(FailureKind.RATE_LIMITED, () -> admission.admit(user, null));
  }

  @Test
  void countsRepeatedRequestsOnce() {
    List<Permit> permits = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      permits.add(admission.admit(user, "key"));
    }

    assertThat(admission.open()).isEqualTo(1);
    permits.forEach(Permit::close);
    assertThat(admission.open()).isZero();
  }

  @Test
  void countsRunsThatContinueAndNeverRefusesThem() {
    List<Permit> permits = new ArrayList<>();
    for (int i = 0; i < 2 * OF_A_USER; i++) {
      permits.add(admission.resume(user));
    }

    assertRefused(FailureKind.RATE_LIMITED, () -> admission.admit(user, null));
    permits.forEach(Permit::close);
    admission.admit(user, null);
  }

  @Test
  void refusesMoreRunsThanTheProcessMayHave() {
    for (int i = 0; i < OF_ALL; i++) {
      Permit permit = admission.admit(new UserId(UUID.randomUUID()), null);
      permit.begun();
    }

    assertRefused(FailureKind.OVERLOADED, () -> admission.admit(user, null));
    assertThat(admission.refusal()).isNotNull();
    assertThat(admission.open()).isEqualTo(OF_ALL);
  }

  @Test
  void refusesWhileAsManyRunsStartAsMay() {
    List<Permit> starting = new ArrayList<>();
    for (int i = 0; i < StartLimit.FIRST; i++) {
      starting.add(admission.admit(new UserId(UUID.randomUUID()), null));
    }

    assertRefused(FailureKind.OVERLOADED, () -> admission.admit(user, null));
    assertThat(admission.open()).isEqualTo(StartLimit.FIRST);

    // Those that wait for their model are not load, however long it takes.
    starting.forEach(Permit::begun);
    nanos.addAndGet(Duration.ofMinutes(5).toNanos());
    admission.admit(user, null).close();
  }

  @Test
  void keepsTheStartThatWasReservedForARun() {
    Reservation reservation = admission.reserve(user);
    for (int i = 1; i < StartLimit.FIRST; i++) {
      admission.admit(new UserId(UUID.randomUUID()), null);
    }
    assertRefused(FailureKind.OVERLOADED, () -> admission.reserve(user));
    assertRefused(FailureKind.OVERLOADED, () -> admission.admit(user, null));

    Permit permit = reservation.use(() -> admission.admit(user, null));

    assertThat(admission.refusal()).isNotNull();
    permit.begun();
    assertThat(admission.refusal()).isNull();
  }

  @Test
  void givesUpAReservationThatNoRunUses() {
    for (int i = 0; i < 10 * StartLimit.FIRST; i++) {
      admission.reserve(user).use(() -> "nothing");
      assertThatThrownBy(() ->
              admission
                  .reserve(user)
                  .use(() -> {
                    throw new IllegalStateException();
                  }))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(admission.refusal()).isNull();
  }

  @Test
  void givesThePlaceOfARunBackThatEndsWithoutAModelCall() {
    for (int i = 0; i < 10 * StartLimit.FIRST; i++) {
      admission.admit(user, null).close();
    }

    assertThat(admission.open()).isZero();
  }

  @Test
  void givesTheQuotaBackOfARunThatWasNotStored() {
    Permit unused = admission.admit(user, null);
    unused.reserve(new RunId(UUID.randomUUID()), MODEL, () -> 100);
    assertThat(quotas.open).hasSize(1);

    unused.close();

    assertThat(quotas.open).isEmpty();
  }

  @Test
  void leavesTheQuotaOfAStoredRunToItsEnd() {
    Permit permit = admission.admit(user, null);
    permit.reserve(new RunId(UUID.randomUUID()), MODEL, () -> 100);
    permit.begun();

    permit.close();

    assertThat(quotas.open).hasSize(1);
  }

  @Test
  void refusesAllNewWorkWhileTheServerStops() {
    Stopping stopping = new Stopping();
    ServerAdmission closing =
        new ServerAdmission(
            new AdmissionSettings(OF_A_USER, OF_ALL, Duration.ofMillis(250)),
            stopping,
            quotas,
            List.of(),
            nanos::get);
    Permit before = closing.admit(user, null);
    stopping.begin();

    assertRefused(FailureKind.OVERLOADED, () -> closing.admit(user, null));
    assertRefused(FailureKind.OVERLOADED, () -> closing.call(user));
    closing.resume(user).close();
    assertThat(closing.open()).isEqualTo(1);
    before.close();
  }

  private static void assertRefused(FailureKind kind, ThrowingCallable start) {
    assertThatThrownBy(start)
        .isInstanceOfSatisfying(
            AdmissionException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e.retryAfter()).isPositive();
            });
  }

  private static final class OpenReservations implements RunQuotas {
    private final Set<RunId> open = new HashSet<>();

    @Override
    public RunLimits reserve(UserId user, RunId run, ModelInfo model, long inputTokens) {
      open.add(run);
      return RunLimits.defaults();
    }

    @Override
    public void release(RunId run) {
      open.remove(run);
    }
  }
}
