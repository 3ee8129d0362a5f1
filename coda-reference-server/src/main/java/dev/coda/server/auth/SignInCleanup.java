package dev.coda.server.auth;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Forgets sign-ins whose time is up. Thread-safe. */
@Singleton
class SignInCleanup {
  private final SignInRepository signIns;
  private final Clock clock;

  SignInCleanup(SignInRepository signIns, Clock clock) {
    this.signIns = signIns;
    this.clock = clock;
  }

  @Scheduled(initialDelay = "10m", fixedDelay = "1h")
  void forgetExpired() {
    signIns.deleteExpired(clock.instant());
  }
}
