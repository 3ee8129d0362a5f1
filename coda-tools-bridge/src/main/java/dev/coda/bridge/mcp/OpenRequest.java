package dev.coda.bridge.mcp;

import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for its answer, on whatever connection that is to come. Once given up, it
 * dials no more. Thread-safe.
 */
final class OpenRequest {
  private @Nullable Call current;
  private boolean givenUp;

  /** Takes what is dialled next; if nobody wants the answer any more, it is hung up at once. */
  synchronized Call dial(Call call) {
    current = call;
    if (givenUp) {
      call.cancel();
    }
    return call;
  }

  /** Hangs up, now and whenever the request is dialled again. */
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
