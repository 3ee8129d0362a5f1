package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashingQueueTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Executor REQUESTS = task -> Thread.ofVirtual().start(task);

  private final CountDownLatch release = new CountDownLatch(1);
  private final List<HashingQueue> queues = new ArrayList<>();

  @AfterEach
  void close() {
    release.countDown();
    queues.forEach(HashingQueue::close);
  }

  @Test
  void runsTasksOnPlatformThreads() {
    HashingQueue queue = queue(1, 1, LONG, Duration.ZERO);

    assertThat(queue.call(() -> Thread.currentThread().isVirtual())).isFalse();
    assertThat(queue.call(() -> Thread.currentThread().getName())).isEqualTo("password-hash-1");
  }

  @Test
  void runsNoMoreTasksAtOnceThanItHasThreads() {
    HashingQueue queue = queue(2, 100, LONG, Duration.ZERO);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    CompletableFuture.allOf(
            IntStream.range(0, 50)
                .mapToObj(i ->
                    CompletableFuture.runAsync(
                        () ->
                            queue.call(() -> {
                              most.accumulateAndGet(running.incrementAndGet(), Math::max);
                              Thread.onSpinWait();
                              return running.decrementAndGet();
                            }),
                        REQUESTS))
                .toArray(CompletableFuture[]::new))
        .join();

    assertThat(most).hasValueBetween(1, 2);
  }

  @Test
  void refusesATaskAtOnceWhenTooManyWait() {
    HashingQueue queue = queue(1, 2, LONG, Duration.ofSeconds(10));
    List<CompletableFuture<Integer>> waiting = fill(queue, 3);

    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> queue.call(() -> 1));

    assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(30));
    release.countDown();
    waiting.forEach(CompletableFuture::join);
    assertThat(queue.call(() -> 1)).isEqualTo(1);
  }

  @Test
  void refusesATaskThatWouldWaitTooLong() {
    HashingQueue queue = queue(2, 100, Duration.ofSeconds(7), Duration.ofSeconds(5));
    fill(queue, 3);

    assertThatThrownBy(() -> queue.call(() -> 1))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.retryAfter()).contains(Duration.ofMillis(7500)));
  }

  @Test
  void learnsHowLongATaskTakes() {
    HashingQueue queue = queue(1, 100, Duration.ofSeconds(1), Duration.ofSeconds(1));
    for (int i = 0; i < 60; i++) {
      queue.call(() -> 1);
    }
    fill(queue, 50);

    assertThat(queue.expectedWait()).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void passesFailuresOnAndContinues() {
    HashingQueue queue = queue(1, 1, LONG, Duration.ZERO);

    assertThatThrownBy(() ->
            queue.call(() -> {
              throw new IllegalArgumentException("wrong");
            }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("wrong");
    assertThatCode(() -> queue.call(() -> 1)).doesNotThrowAnyException();
  }

  @Test
  void releasesThoseWhoWaitWhenItCloses() {
    HashingQueue queue = queue(1, 10, LONG, Duration.ZERO);
    List<CompletableFuture<Integer>> waiting = fill(queue, 2);

    queue.close();

    assertThat(waiting).allSatisfy(each -> assertThat(each).failsWithin(Duration.ofSeconds(10)));
    assertThatThrownBy(() -> queue.call(() -> 1)).isInstanceOf(ProblemException.class);
  }

  /** Starts tasks that end when the test lets them. */
  private List<CompletableFuture<Integer>> fill(HashingQueue queue, int tasks) {
    List<CompletableFuture<Integer>> started = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      int already = i;
      await().until(() -> queue.unfinished() == already);
      started.add(
          CompletableFuture.supplyAsync(
              () ->
                  queue.call(() -> {
                    release.await();
                    return 1;
                  }),
              REQUESTS));
    }
    await().until(() -> queue.unfinished() == tasks);
    return started;
  }

  private HashingQueue queue(int threads, int waiting, Duration longest, Duration estimate) {
    HashingQueue queue = new HashingQueue(threads, waiting, longest, estimate);
    queues.add(queue);
    return queue;
  }
}
