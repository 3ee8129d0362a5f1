package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.coda.api.agent.Run;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.core.CodaAgent;
import dev.coda.testkit.junit.CodaExtension;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.proxy.Cut;
import dev.coda.testkit.proxy.FaultProxy;
import dev.coda.testkit.proxy.Faults;
import dev.coda.testkit.trajectory.Trajectory;
import dev.coda.testkit.trajectory.TrajectoryAssert;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** G1, G3 and G4 for a run whose PostgreSQL goes away and comes back. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrokenNetworkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final FaultProxy network = FaultProxy.to(TestDatabase.port());
  private final HikariDataSource pool = TestDatabase.poolAt(network.port());
  private final PostgresStores stores = PostgresStores.create(pool);

  @RegisterExtension
  private final CodaExtension coda =
      CodaExtension.with(
          () -> stores, (model, kept) -> CodaAgent.builder().models(model).stores(kept).build());

  @AfterEach
  void close() {
    stores.close();
    pool.close();
    network.close();
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void runWaitsForADatabaseThatIsAwayAndGoesOnWithoutAHalfWrittenTurn(Cut cut) {
    coda.model()
        .add(ModelScript.create().say("One ").then(call -> goAway(cut)).say("two ", "three."));

    Run run = coda.start("Count.");
    Trajectory seen = coda.watch(run);

    TrajectoryAssert.assertThat(seen).completed().answer().isEqualTo("One two three.");
    assertThat(network.cuts()).isPositive();
    assertStored(run, seen);
  }

  @Test
  void requestFailsCleanlyWhileTheDatabaseIsAway() {
    network.set(Faults.none().refusing());
    network.cutAll(Cut.RST);

    assertThatThrownBy(() -> coda.start("Hello"))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE));
    network.heal();

    coda.model().add(ModelScript.create().say("Hi."));
    // The pool may still hold a connection that was cut, and only notices when it is used.
    Run run =
        Awaitility.await()
            .atMost(PATIENCE)
            .ignoreException(StoreException.class)
            .until(() -> coda.start("Hello"), started -> true);
    TrajectoryAssert.assertThat(coda.watch(run)).completed();
    assertThat(coda.messages()).hasSize(2);
  }

  /** Breaks the network and mends it when the store has tried several times. */
  private void goAway(Cut cut) {
    network.set(Faults.none().refusing());
    network.cutAll(cut);
    int before = network.cuts();
    Thread mender =
        new Thread(() -> {
          Awaitility.await().atMost(PATIENCE).until(() -> network.cuts() >= before + 3);
          network.heal();
        });
    mender.setDaemon(true);
    mender.start();
  }

  /** Looks past the proxy, as another process would. */
  private static void assertStored(Run run, Trajectory seen) {
    PostgresStores others = TestDatabase.STORES;
    List<Message> messages =
        others
            .sessions()
            .path(UserId.LOCAL, run.sessionId(), PathQuery.page(null, null, 10))
            .stream()
            .map(MessageNode::message)
            .toList();
    assertThat(messages).extracting(Message::text).containsExactly("Count.", "One two three.");
    assertThat(messages.get(1).status()).isEqualTo(MessageStatus.COMPLETE);
    List<RunEvent> stored = others.runs().events(run.id(), 0, 1_000);
    assertThat(stored).extracting(RunEvent::seq).doesNotHaveDuplicates().isSorted();
    assertThat(stored).filteredOn(event -> event.kind() == EventKind.RUN_FINISHED).hasSize(1);
    assertThat(fold(stored).answer()).isEqualTo(fold(seen.events()).answer());
  }

  private static RunProjection fold(List<RunEvent> events) {
    RunProjection projection = new RunProjection();
    events.forEach(projection::apply);
    return projection;
  }
}
