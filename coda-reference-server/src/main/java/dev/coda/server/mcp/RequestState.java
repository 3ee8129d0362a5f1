package dev.coda.server.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.server.secret.KeyRing;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client carries from a request that needs its user's word to the one that brings it:
 * encrypted, for its user and this call alone, and for a day. Thread-safe.
 */
@Singleton
final class RequestState {
  private static final Duration LIFE = Duration.ofDays(1);

  private final KeyRing keys;
  private final Clock clock;

  RequestState(KeyRing keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Seals the state of a call.
   *
   * @param run the run that waits; null where a single tool does
   * @param approved whether the user has approved the call, and has to sign in for it
   */
  String seal(UserId user, JsonNode params, @Nullable RunId run, boolean approved) {
    ObjectNode state = CodaJson.mapper().createObjectNode();
    state.put("user", user.toString());
    state.put("expires", clock.instant().plus(LIFE).toString());
    state.put("call", call(params));
    if (run != null) {
      state.put("run", run.toString());
    }
    if (approved) {
      state.put("approved", true);
    }
    return keys.seal(state.toString());
  }

  /** Opens the state of a call; empty if it is not this user's, another call's, or too old. */
  Optional<JsonNode> open(UserId user, JsonNode params) {
    return keys.open(params.path("requestState").asText())
        .map(RequestState::read)
        .filter(state -> state.path("user").asText().equals(user.toString()))
        .filter(state -> state.path("call").asText().equals(call(params)))
        .filter(state -> clock.instant().isBefore(Instant.parse(state.path("expires").asText())));
  }

  private static String call(JsonNode params) {
    return params.path("name").asText() + " " + params.path("arguments");
  }

  private static JsonNode read(String json) {
    try {
      return CodaJson.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("sealed here", e);
    }
  }
}
