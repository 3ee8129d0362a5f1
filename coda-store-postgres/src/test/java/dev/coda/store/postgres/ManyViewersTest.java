package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.Session;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.SampleRun;
import dev.coda.testkit.store.SampleRuns;
import dev.coda.testkit.store.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Viewers whose reading of logs takes long, and more of them than there are connections. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ManyViewersTest {
  private static final int VIEWERS = 50;

  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private final HikariDataSource pool = TestDatabase.poolAt(TestDatabase.port());
  private final StallingDataSource stalling = new StallingDataSource(pool, "RECURSIVE page", 3);
  private final PostgresStores stores =
      PostgresStores.builder(stalling.get()).migrate(false).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    stalling.release();
    threads.shutdownNow();
    pool.close();
  }

  @Test
  void delayNeitherCommitsNorRenewals() throws Exception {
    Session session = Samples.session(ids, owner, "canary", Samples.NOON);
    stores.sessions().create(session);
    SampleRun run = SampleRuns.withTools(ids, owner, session.id(), null, Samples.NOON);
    List<RunCommit> commits = run.commits(10);
    stores.runs().start(run.record(), commits.get(0));
    Lease lease = Objects.requireNonNull(run.record().lease());
    List<CompletableFuture<List<RunEvent>>> viewers = new ArrayList<>();
    for (int i = 0; i < VIEWERS; i++) {
      viewers.add(
          CompletableFuture.supplyAsync(
              () -> stores.runs().events(run.id(), 0, 10, 1 << 20), threads));
    }
    assertThat(stalling.stalled.await(20, TimeUnit.SECONDS)).isTrue();

    CompletableFuture<Lease.Renewal> renewal =
        CompletableFuture.supplyAsync(() -> stores.runs().renew(lease), threads);
    CompletableFuture<Void> commit =
        CompletableFuture.runAsync(() -> stores.runs().append(commits.get(1)), threads);

    assertThat(renewal).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(Lease.Renewal.HELD);
    assertThat(commit).succeedsWithin(Duration.ofSeconds(5));
    assertThat(stores.runs().find(owner, run.id())).isPresent();
    assertThat(viewers).noneMatch(CompletableFuture::isDone);
    stalling.release();
    for (CompletableFuture<List<RunEvent>> viewer : viewers) {
      assertThat(viewer).succeedsWithin(Duration.ofSeconds(20));
    }
  }
}
