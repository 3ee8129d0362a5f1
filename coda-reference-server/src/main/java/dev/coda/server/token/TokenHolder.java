package dev.coda.server.token;

import dev.coda.server.auth.CurrentUser;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who uses a token, and for what. Immutable. */
@Introspected
record TokenHolder(
    UUID id, UUID userId, UUID organizationId, String scopes, @Nullable Instant lastUsedAt) {

  CurrentUser user() {
    return CurrentUser.withToken(userId, organizationId, id, PersonalToken.split(scopes));
  }
}
