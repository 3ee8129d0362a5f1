package dev.coda.core.tools;

import static dev.coda.core.Race.require;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.core.Race;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tool comes back while others have lost patience with it. */
class OwnThreadRacesTest {
  @Test
  void oneGoesOnWhoeverIsFirst() {
    Race.run(
        300,
        race -> {
          AtomicInteger goOn = new AtomicInteger();
          AtomicReference<@Nullable OwnThread> shared = new AtomicReference<>();
          race.thread(() -> {
            OwnThread own = new OwnThread();
            shared.set(own);
            if (!own.enter() || own.comeBack()) {
              goOn.incrementAndGet();
            }
            return own;
          });
          for (int i = 0; i < 2; i++) {
            race.thread(() -> {
              OwnThread own = shared.get();
              if (own != null && own.leave()) {
                goOn.incrementAndGet();
              }
              return goOn;
            });
          }
          return () -> require(goOn.get() == 1, goOn + " continue");
        });
  }

  /**
   * With real threads, since the model checker takes an interrupt for a part of the step before.
   */
  @Test
  @Timeout(60)
  void noInterruptOutlivesTheTool() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      for (int i = 0; i < 20_000; i++) {
        OwnThread own = new OwnThread();
        own.enter();
        AtomicBoolean begun = new AtomicBoolean();
        Future<Boolean> left =
            other.submit(() -> {
              begun.set(true);
              return own.leave();
            });
        while (!begun.get()) {
          Thread.onSpinWait();
        }
        boolean first = own.comeBack();

        assertThat(left.get()).isNotEqualTo(first);
        assertThat(Thread.interrupted()).isFalse();
      }
    } finally {
      other.shutdownNow();
    }
  }
}
