package dev.coda.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.server.fixture.RedisProcess;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedisTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final BucketConfiguration THREE_AN_HOUR =
      BucketConfiguration.builder()
          .addLimit(limit -> limit.capacity(3).refillGreedy(3, Duration.ofHours(1)))
          .build();

  private static RedisProcess process;
  private static RedisClient client;

  private final List<Redis> opened = new ArrayList<>();

  @BeforeAll
  static void start() {
    process = RedisProcess.start();
    client = RedisClient.create();
  }

  @AfterAll
  static void stop() {
    if (process != null) {
      client.shutdown();
      process.close();
    }
  }

  @BeforeEach
  void empty() {
    process.flush();
  }

  @AfterEach
  void close() {
    opened.forEach(Redis::close);
    process.wake();
  }

  @Test
  void messagesArriveOnTheirChannelsAlone() {
    List<String> received = new CopyOnWriteArrayList<>();
    Redis here = open(List.of(), _ -> {}, () -> {});
    open(List.of("a", "b"), received::add, () -> {});

    here.publish("c", "not for you");
    here.publish("a", "ünïcode 😀\nand more");
    here.publish("b", "last");

    await().until(() -> received.size() == 2);
    assertThat(received).containsExactly("ünïcode 😀\nand more", "last");
  }

  @Test
  void nobodyWaitsForOneThatHangs() {
    Redis redis = open(List.of(), _ -> {}, () -> {});
    assertThat(ping(redis)).contains("PONG");
    process.freeze();

    long before = System.nanoTime();
    for (int i = 0; i < 1000; i++) {
      assertThat(ping(redis)).isEmpty();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SHORT);
    assertThat(redis.isAvailable()).isFalse();
    assertThat(redis.failures()).isPositive();
    process.wake();
    await().until(() -> ping(redis).isPresent());
  }

  @Test
  void isReachedAgainAfterItWasKilledAndSaysThatMessagesMayBeMissing() {
    AtomicInteger missed = new AtomicInteger();
    List<String> received = new CopyOnWriteArrayList<>();
    Redis redis = open(List.of("a"), received::add, missed::incrementAndGet);
    await().until(() -> missed.get() == 1);

    process.kill();
    await().until(() -> !redis.isAvailable());
    assertThat(ping(redis)).isEmpty();
    process.restart();

    await().until(() -> missed.get() == 2);
    redis.publish("a", "back");
    await().until(() -> received.contains("back"));
  }

  @Test
  void aServerStartsWithoutIt() {
    process.kill();
    Redis redis = new Redis(client, RedisURI.create(process.url()));
    opened.add(redis);
    redis.start(List.of("a"), _ -> {}, () -> {});
    assertThat(ping(redis)).isEmpty();

    process.restart();

    await().until(() -> ping(redis).isPresent());
  }

  @Test
  void bucketsAreSharedAndFullAgainWhenTheyAreForgotten() {
    SharedBuckets here = new SharedBuckets(open(List.of(), _ -> {}, () -> {}));
    SharedBuckets there = new SharedBuckets(open(List.of(), _ -> {}, () -> {}));

    assertThat(take(here)).contains(true);
    assertThat(take(there)).contains(true);
    assertThat(take(here)).contains(true);
    assertThat(take(there)).contains(false);
    assertThat(process.command("KEYS *")).contains("coda:bucket:").doesNotContain("ada@");

    process.flush();

    assertThat(take(there)).contains(true);
    assertThat(take(SharedBuckets.none())).isEmpty();
  }

  @Test
  void bucketsAreNotThereWhileItHangs() {
    SharedBuckets buckets = new SharedBuckets(open(List.of(), _ -> {}, () -> {}));
    assertThat(take(buckets)).isPresent();
    process.freeze();

    long before = System.nanoTime();
    for (int i = 0; i < 1000; i++) {
      assertThat(take(buckets)).isEmpty();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SHORT);
  }

  private static Optional<Boolean> take(SharedBuckets buckets) {
    return buckets.use("ada@example.org", THREE_AN_HOUR, (Bucket bucket) -> bucket.tryConsume(1));
  }

  private static Optional<String> ping(Redis redis) {
    return redis.ask(connection -> Redis.await(connection.async().ping()));
  }

  private Redis open(List<String> channels, Consumer<String> received, Runnable missed) {
    Redis redis = new Redis(client, RedisURI.create(process.url()));
    opened.add(redis);
    redis.start(channels, received, missed);
    await().until(redis::isAvailable);
    return redis;
  }
}
