package dev.coda.server.socket;

import java.time.Duration;
import java.util.function.LongSupplier;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Notices a client that is gone without a word: it does not answer pings. Thread-safe. */
final class Heartbeat {
  private static final Duration PAUSE = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final LongSupplier nanos;
  private volatile long lastHeard;

  /**
   * @param nanos the time, as of {@link System#nanoTime}
   */
  Heartbeat(LongSupplier nanos) {
    this.nanos = nanos;
    this.lastHeard = nanos.getAsLong();
  }

  /** Notes a sign of life. */
  void heard() {
    lastHeard = nanos.getAsLong();
  }

  /** Pings now and then until what is returned is disposed of, or the client does not answer. */
  Disposable start(Runnable ping, Runnable gone) {
    return Flux.interval(PAUSE).onBackpressureDrop().subscribe(tick -> beat(ping, gone));
  }

  void beat(Runnable ping, Runnable gone) {
    if (nanos.getAsLong() - lastHeard >= PATIENCE.toNanos()) {
      gone.run();
    } else {
      ping.run();
    }
  }
}
