package dev.coda.server.preference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.coda.api.content.CodaJson;
import dev.coda.api.id.UserId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/**
 * Users' preferences. A change holds at once on the server that made it, and within ten seconds on
 * the others. Thread-safe.
 */
@Singleton
public class UserPreferences {
  private static final JsonMapper MAPPER = CodaJson.mapper();
  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final int MOST_KEPT = 10_000;

  private final PreferenceRepository stored;
  private final Clock clock;
  private final Cache<UserId, Preferences> known =
      Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEPT).build();

  UserPreferences(PreferenceRepository stored, Clock clock) {
    this.stored = stored;
    this.clock = clock;
  }

  /** Returns a user's preferences. */
  public Preferences of(UserId user) {
    return known.get(user, this::read);
  }

  /**
   * Changes some.
   *
   * @param changes the new value of each member of {@link Preferences} in snake_case; JSON's null
   *     to forget it
   */
  public void change(UserId user, ObjectNode changes) {
    stored.change(user.value(), changes.toString(), clock.instant());
    known.invalidate(user);
  }

  private Preferences read(UserId user) {
    try {
      return MAPPER.readValue(stored.findPreferences(user.value()).orElse("{}"), Preferences.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("users.preferences of %s cannot be read".formatted(user), e);
    }
  }
}
