package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coda.api.error.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class PermitsTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Permits permits = new Permits(10);

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @Test
  void leaveSevenForRequestsHoweverManyViewersThereAre() throws Exception {
    take(Lane.VIEWERS, 3);
    Future<Permits.Permit> fourth = threads.submit(() -> permits.acquire(Lane.VIEWERS));

    take(Lane.REQUESTS, 4);

    assertThat(fourth).isNotDone();
  }

  @Test
  void countThoseWhoWaitButNotViewersWhoWaitForViewers() throws Exception {
    take(Lane.VIEWERS, 3);
    Future<Permits.Permit> viewer = threads.submit(() -> permits.acquire(Lane.VIEWERS));
    take(Lane.REQUESTS, 4);
    assertThat(permits.waiting()).isZero();

    Future<Permits.Permit> request = threads.submit(() -> permits.acquire(Lane.REQUESTS));

    await().until(() -> permits.waiting() == 1);
    assertThat(viewer).isNotDone();
    assertThat(request).isNotDone();
  }

  @Test
  void leaveTwoForCommitsAndOneForLeases() {
    take(Lane.VIEWERS, 3);
    take(Lane.REQUESTS, 4);

    take(Lane.COMMITS, 2);
    take(Lane.LEASES, 1);
  }

  @Test
  void leaveOneForLeasesHoweverManyCommitsThereAre() throws Exception {
    take(Lane.COMMITS, 9);
    Future<Permits.Permit> tenth = threads.submit(() -> permits.acquire(Lane.COMMITS));

    take(Lane.LEASES, 1);

    assertThat(tenth).isNotDone();
  }

  @Test
  void serveEveryViewerThatWaits() throws Exception {
    List<Permits.Permit> held = take(Lane.VIEWERS, 3);
    CountDownLatch served = new CountDownLatch(200);
    for (int i = 0; i < 200; i++) {
      threads.execute(() -> {
        try (Permits.Permit unused = permits.acquire(Lane.VIEWERS)) {
          served.countDown();
        }
      });
    }

    held.forEach(Permits.Permit::close);

    assertThat(served.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void holdNothingBackAfterARefusal() {
    List<Permits.Permit> held = take(Lane.REQUESTS, 7);
    CompletableFuture<Permits.Permit> refused =
        CompletableFuture.supplyAsync(() -> permits.acquire(Lane.REQUESTS), threads);
    assertThat(refused)
        .failsWithin(30, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(StoreException.class)
        .withMessageContaining("store is busy");

    held.forEach(Permits.Permit::close);

    take(Lane.REQUESTS, 7);
    take(Lane.COMMITS, 2);
    take(Lane.LEASES, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 100})
  void giveEachLaneOneInAPoolOfAnySize(int size) {
    Permits some = new Permits(size);
    for (Lane lane : Lane.values()) {
      try (Permits.Permit permit = some.acquire(lane)) {
        assertThat(permit).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void refuseWhenClosed(Lane lane) {
    permits.close();
    assertThatThrownBy(() -> permits.acquire(lane))
        .isInstanceOf(StoreException.class)
        .hasMessage("The store is closed.");
  }

  private List<Permits.Permit> take(Lane lane, int count) {
    List<Permits.Permit> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(permits.acquire(lane));
    }
    return taken;
  }
}
