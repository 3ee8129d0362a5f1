package dev.coda.server.preference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.id.UserId;
import dev.coda.core.signal.Signals;
import dev.coda.server.signal.UserCache;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * Users' preferences. A change takes effect at once on all servers, and within ten seconds on a
 * server that does not receive the message. Thread-safe.
 */
@Singleton
public class UserPreferences {
  private static final JsonMapper MAPPER = CodaJson.mapper();

  private final PreferenceRepository stored;
  private final Clock clock;
  private final UserCache<Preferences> known;

  UserPreferences(PreferenceRepository stored, Clock clock, Signals signals) {
    this.stored = stored;
    this.clock = clock;
    this.known = UserCache.create(signals, "preferences", this::read);
  }

  /** Returns a user's preferences. */
  public Preferences of(UserId user) {
    return known.get(user);
  }

  /**
   * Changes some of the preferences.
   *
   * @param changes the new values by the names of members of {@link Preferences} in snake_case;
   *     JSON's null removes one
   */
  public void change(UserId user, ObjectNode changes) {
    stored.change(user.value(), changes.toString(), clock.instant());
    known.forget(user);
  }

  private Preferences read(UserId user) {
    try {
      return MAPPER.readValue(stored.findPreferences(user.value()).orElse("{}"), Preferences.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("users.preferences of %s cannot be read".formatted(user), e);
    }
  }
}
