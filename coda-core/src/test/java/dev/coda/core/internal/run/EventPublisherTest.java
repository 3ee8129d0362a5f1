package dev.coda.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.api.event.RunEvent;
import dev.coda.testkit.time.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventPublisherTest {
  private final FakeClock clock = FakeClock.at(Instant.EPOCH);
  private final AtomicBoolean detached = new AtomicBoolean();
  private final AtomicBoolean completed = new AtomicBoolean();
  private final AtomicReference<Throwable> error = new AtomicReference<>();

  @Test
  void tellsItsSubscriberOfADefect() {
    AssertionError defect = new AssertionError("a defect");
    AtomicReference<Throwable> uncaught = new AtomicReference<>();

    publish(
        () -> {
          throw defect;
        },
        1,
        uncaught);

    await().untilAsserted(() -> assertThat(error).hasValue(defect));
    await().untilAsserted(() -> assertThat(uncaught).hasValue(defect));
  }

  @Test
  void endsForASubscriberThatWantsNothingWhenTheHandleIsClosed() throws Exception {
    publish(
        () -> {
          throw new AssertionError("nobody asked for an event");
        },
        0,
        new AtomicReference<>());

    detached.set(true);
    clock.advanceUntil(completed::get, Duration.ofMillis(100));

    assertThat(error).hasValue(null);
  }

  private void publish(Supplier<RunEvent> next, long demand, AtomicReference<Throwable> uncaught) {
    Iterator<RunEvent> events =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public RunEvent next() {
            return next.get();
          }
        };
    EventPublisher publisher =
        new EventPublisher(
            unwanted -> events,
            detached::get,
            task -> {
              Thread thread = new Thread(task);
              thread.setUncaughtExceptionHandler((at, failure) -> uncaught.set(failure));
              thread.setDaemon(true);
              thread.start();
            },
            clock);
    publisher.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            if (demand > 0) {
              subscription.request(demand);
            }
          }

          @Override
          public void onNext(RunEvent event) {}

          @Override
          public void onError(Throwable failure) {
            error.set(failure);
          }

          @Override
          public void onComplete() {
            completed.set(true);
          }
        });
  }
}
