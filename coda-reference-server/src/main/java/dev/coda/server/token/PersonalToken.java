package dev.coda.server.token;

import dev.coda.server.auth.Scope;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code personal_access_tokens}. Its text form shows nothing of the token. Immutable.
 *
 * @param scopes their names, separated by spaces
 * @param tokenHash the token's SHA-256
 */
@MappedEntity("personal_access_tokens")
record PersonalToken(
    @Id UUID id,
    UUID userId,
    String name,
    String scopes,
    String tokenHash,
    String last4,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant expiresAt) {

  static String join(Collection<Scope> scopes) {
    return EnumSet.copyOf(scopes).stream().map(Scope::wireName).collect(Collectors.joining(" "));
  }

  static Set<Scope> split(String scopes) {
    return Arrays.stream(scopes.split(" "))
        .map(name -> Scope.valueOf(name.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String toString() {
    return "PersonalToken[" + id + "]";
  }
}
