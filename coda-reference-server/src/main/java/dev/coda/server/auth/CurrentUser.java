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
 * The user who sent the request, as a controller's argument. If nobody is signed in, the request is
 * refused before the controller is called. Immutable.
 *
 * @param signInId the sign-in that the request's token belongs to, or the personal access token
 * @param scopes the scopes of the personal access token; null for a sign-in, which may do
 *     everything
 * @param accessUntil the time at which the access token expires; null for a personal access token
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

  /** Creates a user whose program sent a personal access token. */
  public static CurrentUser withToken(
      UUID userId, UUID organizationId, UUID tokenId, Set<Scope> scopes) {
    return new CurrentUser(userId, organizationId, tokenId, scopes, null);
  }

  @Override
  public String getName() {
    return userId.toString();
  }

  /** Returns whether the user has signed in; false if a personal access token was sent. */
  public boolean isSignedIn() {
    return scopes == null;
  }

  /** Returns whether the request may do what a scope allows. */
  public boolean may(Scope scope) {
    return scopes == null || scopes.contains(scope);
  }

  /** Returns the user in Micronaut's form. */
  public Authentication toAuthentication() {
    return Authentication.build(userId.toString(), Map.of(ATTRIBUTE, this));
  }

  /**
   * Returns the user who sent a request; empty if this is not known yet, or nobody is signed in.
   */
  public static Optional<CurrentUser> of(HttpRequest<?> request) {
    return request.getUserPrincipal(Authentication.class).map(CurrentUser::from);
  }

  static CurrentUser from(Authentication authentication) {
    return (CurrentUser)
        Objects.requireNonNull(authentication.getAttributes().get(ATTRIBUTE), "not made here");
  }
}
