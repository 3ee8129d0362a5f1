package dev.coda.server.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ProjectionChange;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokenRateTest {
  private final TokenRate rate = new TokenRate(new LocalBuckets(1000, () -> 0));
  private final UserId user = new UserId(UUID.randomUUID());

  @Test
  void chargesWhatARunTookOnce() {
    RunRecord run = started();

    rate.committed(commit(run, RunStatus.RUNNING, 900, 50));
    rate.committed(commit(run, RunStatus.RUNNING, 900, 50));

    assertThatCode(() -> rate.check(user)).doesNotThrowAnyException();
  }

  @Test
  void refusesARunOfAUserWhoseTokensAreUsedUp() {
    RunRecord run = started();
    rate.committed(commit(run, RunStatus.COMPLETED, 900, 100));

    assertThatThrownBy(() -> rate.check(user))
        .isInstanceOfSatisfying(
            AdmissionException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(FailureKind.RATE_LIMITED);
              assertThat(refused.retryAfter()).isPositive();
            });
    rate.check(new UserId(UUID.randomUUID()));
  }

  private RunRecord started() {
    SessionId session = new SessionId(UUID.randomUUID());
    RunRecord run =
        RunRecord.builder(
                new RunId(UUID.randomUUID()),
                session,
                user,
                session.value(),
                new ModelRef("demo", "demo"),
                Instant.EPOCH)
            .build();
    rate.started(run);
    return run;
  }

  private static RunCommit commit(RunRecord run, RunStatus status, long input, long output) {
    return new RunCommit(
        run.id(),
        1,
        List.of(),
        ProjectionChange.none(),
        status,
        Usage.of(input, output),
        null,
        null);
  }
}
