package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.ProjectionChange;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.UnknownEvent;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.Session;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.SampleRun;
import dev.coda.testkit.store.SampleRuns;
import dev.coda.testkit.store.Samples;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commits of runs that are active at once share a statement, and nothing else. */
@Timeout(60)
final class GroupCommitsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private final CountingDataSource counting = new CountingDataSource(TestDatabase.POOL);
  private final StallingDataSource stalling = new StallingDataSource(counting, "SKIP LOCKED", 1);
  private final PostgresStores stores =
      PostgresStores.builder(stalling.get()).migrate(false).build();

  @AfterEach
  void close() {
    stalling.release();
    stores.close();
  }

  @Test
  void sixtyFourWritersShareATransaction() {
    List<Writer> writers = gather(65);
    counting.trips();

    stalling.release();

    assertThat(writers).allSatisfy(writer -> assertThat(writer.end()).isNull());
    assertThat(counting.trips()).as("the first commit, and all others").isEqualTo(2);
    assertThat(writers).allSatisfy(writer -> assertThat(events(writer.run)).isEqualTo(4));
  }

  @Test
  void refusesOnlyTheRunWhoseFenceIsOld() {
    List<Writer> writers = gather(4);
    writers.add(new Writer(started(), 7));

    stalling.release();

    assertThat(writers.subList(0, 4)).allSatisfy(writer -> assertThat(writer.end()).isNull());
    assertThat(writers.get(4).end()).extracting(StoreException::kind).isEqualTo(FailureKind.FENCED);
    assertThat(writers.subList(0, 4))
        .allSatisfy(writer -> assertThat(events(writer.run)).isEqualTo(4));
    assertThat(events(writers.get(4).run)).isEqualTo(3);
  }

  @Test
  void refusesOnlyTheRunWhoseDataCannotBeStored() {
    List<Writer> writers = gather(4);
    SampleRun run = started();
    ObjectNode notJson = JsonNodeFactory.instance.objectNode();
    notJson.set("raw", JsonNodeFactory.instance.rawValueNode(new RawValue("{not json")));
    writers.add(new Writer(run, commit(run, 1, new UnknownEvent("odd", notJson))));

    stalling.release();

    assertThat(writers.subList(0, 4)).allSatisfy(writer -> assertThat(writer.end()).isNull());
    assertThat(writers.get(4).end())
        .extracting(StoreException::kind)
        .isEqualTo(FailureKind.DATA_REFUSED);
    assertThat(events(run)).isEqualTo(3);
  }

  @Test
  void storesEachCommitOnceWhenTheConnectionOfAGroupIsLost() {
    List<Writer> writers = gather(5);
    counting.passNext();
    counting.loseNextAnswer();

    stalling.release();

    assertThat(writers.get(0).end()).isNull();
    assertThat(writers.subList(1, 5))
        .allSatisfy(writer ->
            assertThat(writer.end())
                .extracting(StoreException::kind)
                .isEqualTo(FailureKind.STORE_UNAVAILABLE));
    for (Writer writer : writers) {
      stores.runs().append(writer.commit);
      stores.runs().append(writer.commit);
      assertThat(events(writer.run)).isEqualTo(4);
    }
  }

  @Test
  void delaysNobodyForARunWhoseRowIsLocked() throws SQLException {
    List<Writer> writers = gather(3);
    try (Connection connection = TestDatabase.POOL.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "SELECT FROM coda.runs WHERE id = '%s' FOR UPDATE".formatted(writers.get(0).run.id()));

      stalling.release();

      assertThat(writers.subList(1, 3)).allSatisfy(writer -> assertThat(writer.end()).isNull());
      assertThat(writers.get(0).ended).isNotDone();
      connection.rollback();
    }
    assertThat(writers.get(0).end()).isNull();
    assertThat(events(writers.get(0).run)).isEqualTo(4);
  }

  @Test
  void keepsTheOrderOfTheCommitsOfARun() {
    List<Writer> writers = gather(2);
    SampleRun run = writers.get(1).run;
    MessageId answer = run.projection().answer().orElseThrow().id();
    ContentDelta next = new ContentDelta(answer, 90, 4, " more");
    RunEvent event = new RunEvent(run.id(), run.session(), 5, Samples.NOON, next);
    writers.add(new Writer(run, commit(run, 1, event)));

    stalling.release();

    assertThat(writers).allSatisfy(writer -> assertThat(writer.end()).isNull());
    assertThat(events(run)).isEqualTo(5);
  }

  /** Starts writers one after the other: the first stalls, and the others wait for it. */
  private List<Writer> gather(int count) {
    List<Writer> writers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      writers.add(new Writer(started(), 1));
    }
    return writers;
  }

  private int events(SampleRun run) {
    return TestDatabase.STORES.runs().events(run.id(), 0, 100).size();
  }

  private SampleRun started() {
    Session session = Samples.session(ids, owner, null, Samples.NOON);
    stores.sessions().create(session);
    SampleRun run = SampleRuns.withTools(ids, owner, session.id(), null, Samples.NOON);
    stores.runs().start(run.record(), run.opening(3));
    return run;
  }

  private static RunCommit commit(SampleRun run, long fence, UnknownEvent event) {
    return commit(run, fence, new RunEvent(run.id(), run.session(), 4, Samples.NOON, event));
  }

  private static RunCommit commit(SampleRun run, long fence, RunEvent event) {
    RunCommit first = run.opening(3);
    return new RunCommit(
        run.id(),
        fence,
        List.of(event),
        ProjectionChange.none(),
        first.status(),
        first.usage(),
        null,
        null);
  }

  /** A thread that appends a commit, and how that ended. */
  private final class Writer {
    private final SampleRun run;
    private final RunCommit commit;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    Writer(SampleRun run, long fence) {
      this(
          run,
          commit(
              run,
              fence,
              new RunEvent(
                  run.id(),
                  run.session(),
                  4,
                  Samples.NOON,
                  new ContentDelta(run.projection().answer().orElseThrow().id(), 90, 0, "text"))));
    }

    Writer(SampleRun run, RunCommit commit) {
      this.run = run;
      this.commit = commit;
      Thread thread = new Thread(this::append);
      thread.setDaemon(true);
      thread.start();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> thread.getState() == Thread.State.WAITING);
    }

    private void append() {
      try {
        stores.runs().append(commit);
        ended.complete(null);
      } catch (RuntimeException e) {
        ended.completeExceptionally(e);
      }
    }

    /** Returns what the commit failed with; null if it is stored. */
    @Nullable StoreException end() {
      return ended
          .handle((done, failure) -> (StoreException) failure)
          .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .join();
    }
  }
}
