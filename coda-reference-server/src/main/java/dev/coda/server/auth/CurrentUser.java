package dev.coda.server.auth;

import io.micronaut.security.authentication.Authentication;
import java.security.Principal;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Who sent the request, as a controller's argument. Where nobody is signed in, the request is
 * refused before the controller sees it. Immutable.
 *
 * @param signInId the sign-in that the request's token belongs to
 */
public record CurrentUser(UUID userId, UUID organizationId, UUID signInId) implements Principal {
  private static final String ATTRIBUTE = "coda_user";

  @Override
  public String getName() {
    return userId.toString();
  }

  Authentication toAuthentication() {
    return Authentication.build(userId.toString(), Map.of(ATTRIBUTE, this));
  }

  static CurrentUser from(Authentication authentication) {
    return (CurrentUser)
        Objects.requireNonNull(authentication.getAttributes().get(ATTRIBUTE), "not made here");
  }
}
