package dev.coda.server.mcp;

import dev.coda.api.event.EventPayload;
import dev.coda.api.event.ToolProgressed;
import java.util.concurrent.Semaphore;

/** Lets a test act while a tool runs: between its progress and its end. */
final class CallWatch {
  private static final Semaphore SEEN = new Semaphore(0);

  private CallWatch() {}

  static void see(EventPayload payload) {
    if (payload instanceof ToolProgressed) {
      SEEN.release();
    }
  }

  static void awaitProgress() {
    SEEN.acquireUninterruptibly();
  }
}
