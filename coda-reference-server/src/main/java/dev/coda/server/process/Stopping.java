package dev.coda.server.process;

import jakarta.inject.Singleton;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Whether this server was asked to stop, for parts that behave differently in this case.
 * Thread-safe.
 */
@Singleton
public final class Stopping {
  private final Sinks.Empty<Void> streamsEnd = Sinks.empty();
  private volatile boolean begun;

  /** Returns whether the server was asked to stop: it is not ready, and accepts no new runs. */
  public boolean isBegun() {
    return begun;
  }

  /**
   * Returns what completes when open streams must end, so that their clients connect to another
   * server.
   */
  public Mono<Void> streamsEnd() {
    return streamsEnd.asMono();
  }

  /** Records that the server was asked to stop. */
  public void begin() {
    begun = true;
  }

  void endStreams() {
    streamsEnd.tryEmitEmpty();
  }
}
