package dev.coda.server.idempotency;

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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes a repeated request from a different one with the same idempotency key, for a day.
 * Thread-safe.
 */
@Singleton
public class Submissions {
  private static final Duration KEPT = Duration.ofHours(24);

  /** No request takes this long: its server died before it could answer. */
  private static final Duration LONGEST_REQUEST = Duration.ofMinutes(10);

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
   * Returns the id of the request, which is the same each time the request is sent.
   *
   * @param route the address of the request
   * @param request the request, as JSON
   * @throws ProblemException {@code idempotency_mismatch} if the key belongs to another request
   */
  public Claim claim(UserId user, String key, String route, Object request) {
    Instant now = clock.instant();
    repository.deleteOlderThan(now.minus(KEPT));
    String fingerprint = fingerprint(List.of(route, request));
    UUID id = ids.next();
    Submission first = repository.claim(id, user.value(), key, fingerprint, now);
    if (!first.fingerprint().equals(fingerprint)) {
      throw ProblemException.of(
          ErrorCode.IDEMPOTENCY_MISMATCH,
          "This Idempotency-Key belongs to another request; send each request under its own.");
    }
    return new Claim(first.id(), first.id().equals(id), first.answer());
  }

  /** Stores what the request under a key was answered, as JSON. */
  void answer(UserId user, String key, String answer) {
    repository.answer(user.value(), key, answer);
  }

  /**
   * Claims a key again whose first request has never been answered, since its server died. Returns
   * false if it may still be answered.
   */
  boolean takeOver(UserId user, String key) {
    Instant now = clock.instant();
    return repository.takeOver(user.value(), key, now, now.minus(LONGEST_REQUEST)) > 0;
  }

  /** Forgets a key whose request failed, so that it can be sent again. */
  public void release(UserId user, String key) {
    repository.delete(user.value(), key);
  }

  /** Returns whether the user has sent a request with this key before. */
  public boolean isKnown(UserId user, String key) {
    return repository.isKnown(user.value(), key);
  }

  private String fingerprint(Object request) {
    try {
      return Digests.sha256(json.writeValueAsBytes(request));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request could not be hashed", e);
    }
  }

  /**
   * A request with a key. Immutable.
   *
   * @param isNew whether it is sent for the first time
   * @param answer the answer to it, as JSON; null if it is not known
   */
  public record Claim(UUID id, boolean isNew, @Nullable String answer) {}
}
