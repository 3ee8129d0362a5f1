package dev.coda.providers.internal.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okio.AsyncTimeout;

/** Cancels a call whose head does not arrive in time, from the watchdog thread of Okio. */
final class HeadDeadline extends AsyncTimeout {
  private final Call call;

  HeadDeadline(Call call, Duration limit) {
    this.call = call;
    timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  protected void timedOut() {
    call.cancel();
  }
}
