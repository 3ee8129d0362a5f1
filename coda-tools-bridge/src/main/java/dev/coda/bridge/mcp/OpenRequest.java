package dev.coda.bridge.mcp;

import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for its answer, on any connection. After it is given up, it opens no more
 * connections. Thread-safe.
 */
final class OpenRequest {
  private @Nullable Call current;
  private boolean givenUp;

  /** Sets the next connection; if the request was given up, it is closed at once. */
  synchronized Call dial(Call call) {
    current = call;
    if (givenUp) {
      call.cancel();
    }
    return call;
  }

  /** Closes the connection, now and each time that the request opens another one. */
  synchronized void giveUp() {
    givenUp = true;
    if (current != null) {
      current.cancel();
    }
  }

  synchronized boolean isGivenUp() {
    return givenUp;
  }
}
