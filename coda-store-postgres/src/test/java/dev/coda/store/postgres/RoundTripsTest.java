package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionQuery;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.SampleRun;
import dev.coda.testkit.store.SampleRuns;
import dev.coda.testkit.store.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoundTripsTest {
  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private final CountingDataSource counting = new CountingDataSource(TestDatabase.POOL);
  private final PostgresStores stores = PostgresStores.builder(counting).migrate(false).build();

  @Test
  void asksOnceForACommitOfAnySize() {
    SampleRun run = SampleRuns.withTools(ids, owner, newSession(), null, Samples.NOON);
    List<RunCommit> commits = run.commits(10);
    counting.trips();
    stores.runs().start(run.record(), commits.get(0));
    assertThat(counting.trips()).as("start").isEqualTo(1);
    for (RunCommit commit : commits.subList(1, commits.size())) {
      stores.runs().append(commit);
      assertThat(counting.trips()).as("append").isEqualTo(1);
    }
    stores.runs().append(commits.get(1));
    assertThat(counting.trips()).as("append what is stored").isEqualTo(3);
  }

  @Test
  void asksOnceForAPage() {
    SampleRun run = SampleRuns.withTools(ids, owner, newSession(), null, Samples.NOON);
    run.playInto(stores.runs(), 100);
    counting.trips();
    assertThat(stores.sessions().path(owner, run.session(), PathQuery.latest(null, 10))).hasSize(2);
    assertThat(counting.trips()).as("path").isEqualTo(1);
    assertThat(stores.sessions().list(owner, SessionQuery.first(10)).items()).hasSize(1);
    assertThat(counting.trips()).as("list").isEqualTo(1);
    assertThat(stores.runs().events(run.id(), 0, 1000)).hasSameSizeAs(run.events());
    assertThat(counting.trips()).as("events").isEqualTo(1);
  }

  @Test
  void repeatsWhatLostADeadlock() {
    SampleRun run = SampleRuns.plain(ids, owner, newSession(), null, Samples.NOON);
    counting.trips();
    counting.failNext("40P01");
    counting.failNext("40001");
    stores.runs().start(run.record(), run.opening(3));
    assertThat(counting.trips()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "08006, STORE_UNAVAILABLE, 1",
    "57014, STORE_UNAVAILABLE, 1",
    "53300, STORE_UNAVAILABLE, 1",
    "55P03, STORE_UNAVAILABLE, 1",
    "40P01, STORE_UNAVAILABLE, 4",
    "23505, CONFLICT, 1",
    "23503, NOT_FOUND, 1",
    "42601, INTERNAL, 1"
  })
  void saysWhatKindOfFailureItWas(String state, FailureKind kind, int trips) {
    SessionId session = newSession();
    counting.trips();
    for (int i = 0; i < trips; i++) {
      counting.failNext(state);
    }
    StoreException failure =
        catchThrowableOfType(StoreException.class, () -> stores.sessions().find(owner, session));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(counting.trips()).isEqualTo(trips);
    assertThat(stores.sessions().find(owner, session)).isPresent();
  }

  private SessionId newSession() {
    Session session = Samples.session(ids, owner, "canary", Samples.NOON);
    stores.sessions().create(session);
    return session.id();
  }
}
