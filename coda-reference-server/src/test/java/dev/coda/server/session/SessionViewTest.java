package dev.coda.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.event.RunStatus;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Session;
import dev.coda.core.TimeOrderedIds;
import dev.coda.testkit.store.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionViewTest {
  private final IdSource ids = new TimeOrderedIds();
  private final Session session = Samples.session(ids, UserId.named("ada"), "Crops", Samples.NOON);

  @Test
  void showsWhatRunsAndWhatWaitsInItsOrder() {
    RunRecord active = run(RunStatus.RUNNING, false);
    RunRecord first = run(RunStatus.QUEUED, false);
    RunRecord second = run(RunStatus.QUEUED, false);

    SessionView view = SessionView.of(session, List.of(active, first, second));

    assertThat(view.activeRunId()).isEqualTo(active.id());
    assertThat(view.queuedRunIds()).containsExactly(first.id(), second.id());
  }

  @Test
  void aRunThatWasCancelledWhileItWaitedDoesNotWaitUntilItIsEnded() {
    SessionView view = SessionView.of(session, List.of(run(RunStatus.QUEUED, true)));

    assertThat(view.activeRunId()).isNull();
    assertThat(view.queuedRunIds()).isEmpty();
  }

  private RunRecord run(RunStatus status, boolean cancelRequested) {
    return RunRecord.builder(
            RunId.next(ids),
            session.id(),
            session.userId(),
            session.id().value(),
            new ModelRef("demo", "demo"),
            Samples.NOON)
        .status(status)
        .cancelRequested(cancelRequested)
        .build();
  }
}
