package dev.coda.server.rate;

import dev.coda.core.signal.Signals;
import io.micronaut.context.annotation.Factory;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes the buckets of users. Thread-safe. */
@Factory
final class RateFactory {
  static final String REQUESTS = "requests";
  static final String TOKENS = "tokens";

  /** How long a server gathers what its users take before it tells the others. */
  private static final Duration TOLD_AFTER = Duration.ofMillis(100);

  @Singleton
  @Named(REQUESTS)
  Buckets requests(
      RateSettings settings,
      Signals signals,
      @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
    return shared(settings.requestsPerMinute(), REQUESTS, signals, scheduler);
  }

  @Singleton
  @Named(TOKENS)
  Buckets tokens(
      RateSettings settings,
      Signals signals,
      @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
    return shared(settings.tokensPerMinute(), TOKENS, signals, scheduler);
  }

  private static Buckets shared(
      long capacity, String name, Signals signals, TaskScheduler scheduler) {
    return ReplicatedBuckets.create(
        new LocalBuckets(capacity, System::nanoTime),
        signals,
        "rate-" + name,
        task -> {
          var _ = scheduler.schedule(TOLD_AFTER, task);
        });
  }
}
