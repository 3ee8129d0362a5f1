package dev.coda.providers.hosted;

import dev.coda.api.model.ModelInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which models a host has. Asking never waits: what is old is renewed in the background,
 * for the next time. Thread-safe.
 */
final class RemoteModelList {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteModelList.class);
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

  private final Supplier<List<ModelInfo>> source;
  private final Executor executor;
  private final Clock clock;
  private final AtomicBoolean renewing = new AtomicBoolean();
  private volatile List<ModelInfo> known = List.of();
  private volatile Instant staleAt = Instant.MIN;

  RemoteModelList(Supplier<List<ModelInfo>> source, Executor executor, Clock clock) {
    this.source = source;
    this.executor = executor;
    this.clock = clock;
  }

  List<ModelInfo> models() {
    if (!clock.instant().isBefore(staleAt) && renewing.compareAndSet(false, true)) {
      try {
        executor.execute(this::renew);
      } catch (RejectedExecutionException closing) {
        renewing.set(false);
      }
    }
    return known;
  }

  private void renew() {
    try {
      known = List.copyOf(source.get());
      staleAt = clock.instant().plus(FRESH);
    } catch (RuntimeException e) {
      // The host may be down, or list no models at all; what was known stays.
      LOG.debug("the models of a host cannot be listed: {}", e.getClass().getSimpleName());
      staleAt = clock.instant().plus(PAUSE_AFTER_FAILURE);
    } finally {
      renewing.set(false);
    }
  }
}
