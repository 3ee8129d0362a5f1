package dev.coda.server.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coda.api.content.CodaJson;
import dev.coda.api.id.UserId;
import dev.coda.api.model.Credentials;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.signal.Signals;
import dev.coda.server.http.ProblemException;
import dev.coda.server.secret.KeyRing;
import dev.coda.server.signal.UserCache;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users' own keys for providers, encrypted at rest. A user's own key is used instead of the
 * server's. A change takes effect at once on all servers, and within ten seconds on a server that
 * does not receive the message. Thread-safe.
 */
@Singleton
public class ApiKeys {
  private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);
  private static final JsonMapper MAPPER = CodaJson.mapper();
  private static final TypeReference<TreeMap<String, StoredKey>> KEYS = new TypeReference<>() {};

  private final KeyRepository stored;
  private final KeyRing ring;
  private final ModelRouter router;
  private final Clock clock;
  private final UserCache<Map<String, Credentials>> opened;

  ApiKeys(KeyRepository stored, KeyRing ring, ModelRouter router, Clock clock, Signals signals) {
    this.stored = stored;
    this.ring = ring;
    this.router = router;
    this.clock = clock;
    this.opened = UserCache.create(signals, "keys", this::open);
  }

  /** Lists a user's keys by provider, without the keys themselves. */
  public List<ApiKeyView> list(UserId user) {
    return read(user).entrySet().stream()
        .map(key -> ApiKeyView.of(key.getKey(), key.getValue()))
        .toList();
  }

  /**
   * Keeps a key in the place of the one before.
   *
   * @throws ProblemException if there is no such provider
   */
  ApiKeyView put(UserId user, NewApiKey given) {
    if (!router.providers().contains(given.provider())) {
      throw ProblemException.invalid(
          "provider", "must be one of " + String.join(", ", router.providers()));
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    StoredKey key = StoredKey.of(given.apiKey(), ring.seal(given.apiKey()), now);
    stored.put(user.value(), given.provider(), write(key), now);
    opened.forget(user);
    return ApiKeyView.of(given.provider(), key);
  }

  /**
   * Forgets a key.
   *
   * @throws ProblemException if there is none
   */
  void remove(UserId user, String provider) {
    long removed = stored.remove(user.value(), provider, clock.instant());
    opened.forget(user);
    if (removed == 0) {
      throw ProblemException.notFound("A key for " + provider);
    }
  }

  /** Returns a user's keys by provider, ready to be used. */
  public Map<String, Credentials> credentials(UserId user) {
    return opened.get(user);
  }

  private Map<String, Credentials> open(UserId user) {
    Map<String, Credentials> credentials = new HashMap<>();
    read(user)
        .forEach((provider, key) ->
            ring.open(key.sealed())
                .ifPresentOrElse(
                    text -> {
                      credentials.put(provider, Credentials.of(text));
                      renew(user, provider, key, text);
                    },
                    () ->
                        LOG.warn(
                            "The key of user {} for {} cannot be decrypted; CODA_ENCRYPTION_KEYS"
                                + " lacks the key it was encrypted with",
                            user,
                            provider)));
    return Map.copyOf(credentials);
  }

  /** After a new key was put in front of the ring, keys that are used move to it. */
  private void renew(UserId user, String provider, StoredKey key, String text) {
    if (!ring.isCurrent(key.sealed())) {
      StoredKey renewed = new StoredKey(ring.seal(text), key.last4(), key.createdAt());
      stored.replace(user.value(), provider, key.sealed(), write(renewed));
    }
  }

  private Map<String, StoredKey> read(UserId user) {
    try {
      return MAPPER.readValue(stored.findKeys(user.value()).orElse("{}"), KEYS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("users.api_keys of %s cannot be read".formatted(user), e);
    }
  }

  private static String write(StoredKey key) {
    try {
      return MAPPER.writeValueAsString(key);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A key's entry cannot be written", e);
    }
  }
}
