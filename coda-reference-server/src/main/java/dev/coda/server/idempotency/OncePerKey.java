package dev.coda.server.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coda.api.id.UserId;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Executes a request once for each of a user's idempotency keys. Thread-safe. */
@Singleton
public class OncePerKey {
  /** The header with the key. */
  public static final String HEADER = "Idempotency-Key";

  static final int LONGEST_KEY = 200;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Submissions submissions;
  private final ObjectMapper json;

  OncePerKey(Submissions submissions, ObjectMapper json) {
    this.submissions = submissions;
    this.json = json;
  }

  /**
   * Returns the first answer to a request with a key. If the work fails, the request can be
   * repeated.
   *
   * @param key null to execute the request in any case
   * @param route the address of the request
   * @param body the rest of the request, as JSON
   * @param type the type of the answer, which must be readable from its JSON
   * @throws ProblemException {@code idempotency_mismatch} if the key belongs to another request,
   *     {@code conflict} while the first one is in progress
   */
  public <T> T answer(
      UserId user,
      @Nullable String key,
      String route,
      Object body,
      Class<T> type,
      Supplier<T> work) {
    if (key == null) {
      return work.get();
    }
    requireUsable(key);
    Submissions.Claim claim = submissions.claim(user, key, route, body);
    String stored = claim.answer();
    if (stored != null) {
      return read(stored, type);
    }
    if (!claim.isNew() && !submissions.takeOver(user, key)) {
      throw ProblemException.retryLater(
          ErrorCode.CONFLICT,
          "The first request under this Idempotency-Key is still in progress.",
          SOON);
    }
    boolean answered = false;
    try {
      T answer = work.get();
      submissions.answer(user, key, write(answer));
      answered = true;
      return answer;
    } finally {
      if (!answered) {
        submissions.release(user, key);
      }
    }
  }

  private static void requireUsable(String key) {
    if (key.isBlank() || key.length() > LONGEST_KEY || key.indexOf('\0') >= 0) {
      throw ProblemException.invalid(
          HEADER, "must not be blank, nor longer than %d characters".formatted(LONGEST_KEY));
    }
  }

  private String write(Object answer) {
    Object shown = answer instanceof OnceAnswer once ? once.repeated() : answer;
    try {
      return json.writeValueAsString(shown);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer could not be stored", e);
    }
  }

  private <T> T read(String answer, Class<T> type) {
    try {
      return Objects.requireNonNull(json.readValue(answer, type));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored answer could not be read", e);
    }
  }
}
