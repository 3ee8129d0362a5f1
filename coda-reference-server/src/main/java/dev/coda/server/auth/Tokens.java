package dev.coda.server.auth;

import java.util.UUID;

/** What a sign-in hands out. Its text form shows no token. Immutable. */
record Tokens(UUID userId, String access, String refresh) {
  @Override
  public String toString() {
    return "Tokens[of " + userId + "]";
  }
}
