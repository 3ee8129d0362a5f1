package dev.coda.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.time.TimerClock;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IndexerTest {
  private final CountDownLatch asked = new CountDownLatch(1);

  @Test
  void endsWhenItIsClosedThoughTheStoreTakesTheInterrupt() throws Exception {
    Embedder embedder =
        new Embedder(
            "none",
            () -> {
              throw new IllegalStateException("not asked");
            });
    Indexer indexer =
        Indexer.start(
            blocking(),
            embedder,
            new Pace(MachineLoad.IDLE, 1, System::nanoTime),
            TimerClock.of(Clock.systemUTC()));
    asked.await();
    Thread thread =
        Thread.getAllStackTraces().keySet().stream()
            .filter(each -> each.getName().equals("coda-memory"))
            .findFirst()
            .orElseThrow();

    indexer.close();

    thread.join(20_000);
    assertThat(thread.isAlive()).isFalse();
  }

  /** A store that waits until it is interrupted, and fails as one that is closed. */
  private MessageIndex blocking() {
    return (MessageIndex)
        Proxy.newProxyInstance(
            MessageIndex.class.getClassLoader(),
            new Class<?>[] {MessageIndex.class},
            (proxy, method, arguments) -> {
              asked.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                throw new StoreException(FailureKind.STORE_UNAVAILABLE, "The store is closed.");
              }
              return null;
            });
  }
}
