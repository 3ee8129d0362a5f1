package dev.coda.server.run;

import dev.coda.server.auth.SignInWatch;
import dev.coda.server.process.Stopping;
import java.time.Duration;

/** Makes streams of which viewers are expected to read quickly. */
public final class HastyStreams {
  private HastyStreams() {}

  /** Returns streams that detach a client after a second and a half. */
  public static RunStreams create(SignInWatch signIns) {
    return new RunStreams(signIns, new Stopping(), Duration.ofMillis(1500), Duration.ofMillis(100));
  }
}
