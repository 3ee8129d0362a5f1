package dev.coda.server.rate;

import dev.coda.server.auth.CurrentUser;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Counts each request of a user once. Thread-safe. */
@Singleton
final class RequestRate {
  private static final String ATTRIBUTE = RequestRate.class.getName();

  private final Buckets requests;

  RequestRate(@Named(RateFactory.REQUESTS) Buckets requests) {
    this.requests = requests;
  }

  /** Returns the user's bucket as it was when the request was counted; empty for a stranger. */
  Optional<Buckets.Level> of(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, Buckets.Level.class).or(() -> count(request));
  }

  private Optional<Buckets.Level> count(HttpRequest<?> request) {
    Optional<Buckets.Level> level =
        CurrentUser.of(request).map(user -> requests.take(user.userId()));
    level.ifPresent(known -> request.setAttribute(ATTRIBUTE, known));
    return level;
  }
}
