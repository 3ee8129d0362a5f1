package dev.coda.server.auth;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sent the request, as a controller's argument. Where nobody is signed in, the request is
 * refused before the controller sees it. Immutable.
 *
 * @param signInId the sign-in that the request's token belongs to, or the personal access token
 * @param scopes what the personal access token may be used for; null for a sign-in, which may do
 *     everything
 * @param accessUntil when the access token ends; null for a personal access token
 */
public record CurrentUser(
    UUID userId,
    UUID organizationId,
    UUID signInId,
    @Nullable Set<Scope> scopes,
    @Nullable Instant accessUntil)
    implements Principal {
  private static final String ATTRIBUTE = "coda_user";

  /** Copies the set. */
  public CurrentUser {
    scopes = scopes == null ? null : Set.copyOf(scopes);
  }

  static CurrentUser signedIn(
      UUID userId, UUID organizationId, UUID signInId, Instant accessUntil) {
    return new CurrentUser(userId, organizationId, signInId, null, accessUntil);
  }

  /** Describes a user whose program sent a personal access token. */
  public static CurrentUser withToken(
      UUID userId, UUID organizationId, UUID tokenId, Set<Scope> scopes) {
    return new CurrentUser(userId, organizationId, tokenId, scopes, null);
  }

  @Override
  public String getName() {
    return userId.toString();
  }

  /** Returns whether the user has signed in, rather than sent a personal access token. */
  public boolean isSignedIn() {
    return scopes == null;
  }

  /** Returns whether the request may do what a scope is for. */
  public boolean may(Scope scope) {
    return scopes == null || scopes.contains(scope);
  }

  /** Returns the user as Micronaut keeps them with a request. */
  public Authentication toAuthentication() {
    return Authentication.build(userId.toString(), Map.of(ATTRIBUTE, this));
  }

  /** Returns who sent a request; empty before it is known, and for a stranger. */
  public static Optional<CurrentUser> of(HttpRequest<?> request) {
    return request.getUserPrincipal(Authentication.class).map(CurrentUser::from);
  }

  static CurrentUser from(Authentication authentication) {
    return (CurrentUser)
        Objects.requireNonNull(authentication.getAttributes().get(ATTRIBUTE), "not made here");
  }
}
