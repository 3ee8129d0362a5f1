package dev.coda.server.auth;

import java.util.UUID;

/** The tokens of a sign-in. Their text form shows none. Immutable. */
record Tokens(UUID userId, UUID signInId, String access, String refresh) {
  @Override
  public String toString() {
    return "Tokens[of " + userId + "]";
  }
}
