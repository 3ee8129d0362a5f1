package dev.coda.server.run;

import dev.coda.api.session.Stores;
import dev.coda.core.history.LogCompaction;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the logs of runs smaller that ended longer ago than {@code CODA_COMPACT_LOGS_AFTER}; unless
 * that is set, they stay as they are. Any number of servers may do this. Thread-safe.
 */
@Singleton
class OldLogs {
  private static final Logger LOG = LoggerFactory.getLogger(OldLogs.class);
  private static final int AT_ONCE = 100;

  private final LogCompaction compaction;
  private final Clock clock;
  private final Optional<Duration> age;

  OldLogs(
      Stores stores,
      Clock clock,
      @Property(name = "coda.compact-logs-after") @Nullable String age) {
    this.compaction = LogCompaction.of(stores.runs());
    this.clock = clock;
    this.age = ConversionService.SHARED.convert(age, Duration.class);
  }

  @Scheduled(initialDelay = "5m", fixedDelay = "1d")
  void compact() {
    age.map(clock.instant()::minus).ifPresent(this::compact);
  }

  private void compact(Instant endedBefore) {
    int all = 0;
    int some;
    do {
      some = compaction.compact(endedBefore, AT_ONCE);
      all += some;
    } while (some == AT_ONCE);
    if (all > 0) {
      LOG.info("Compacted the logs of {} runs that ended before {}", all, endedBefore);
    }
  }
}
