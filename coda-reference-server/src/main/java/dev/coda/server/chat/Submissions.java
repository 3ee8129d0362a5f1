package dev.coda.server.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.UserId;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.secret.Digests;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Tells a request that is sent again from another one under the same idempotency key, for a day.
 * Thread-safe.
 */
@Singleton
class Submissions {
  private static final Duration KEPT = Duration.ofHours(24);

  private final SubmissionRepository repository;
  private final ObjectMapper json;
  private final IdSource ids;
  private final Clock clock;

  Submissions(SubmissionRepository repository, ObjectMapper json, IdSource ids, Clock clock) {
    this.repository = repository;
    this.json = json.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Returns the id of the request, the same for each time it is sent; whoever asks first has it.
   *
   * @throws ProblemException {@code idempotency_mismatch} if the key belongs to another request
   */
  UUID claim(UserId user, String key, ChatRequest request) {
    Instant now = clock.instant();
    repository.deleteOlderThan(now.minus(KEPT));
    String fingerprint = fingerprint(request);
    Submission first = repository.claim(ids.next(), user.value(), key, fingerprint, now);
    if (!first.fingerprint().equals(fingerprint)) {
      throw ProblemException.of(
          ErrorCode.IDEMPOTENCY_MISMATCH,
          "This Idempotency-Key belongs to another request; send each request under its own.");
    }
    return first.id();
  }

  /** Returns whether the user has sent a request under this key before. */
  boolean isKnown(UserId user, String key) {
    return repository.isKnown(user.value(), key);
  }

  private String fingerprint(ChatRequest request) {
    try {
      return Digests.sha256(json.writeValueAsBytes(request));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request could not be hashed", e);
    }
  }
}
