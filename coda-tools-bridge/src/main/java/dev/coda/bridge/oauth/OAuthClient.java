package dev.coda.bridge.oauth;

import org.jspecify.annotations.Nullable;

/**
 * The application as an authorization server knows it. Its text form shows no secret. Immutable.
 *
 * @param secret null for a public client
 * @param method how it proves who it is: {@code none}, {@code client_secret_basic} or {@code
 *     client_secret_post}
 */
record OAuthClient(String id, @Nullable String secret, String method) {
  static final String NONE = "none";
  static final String BASIC = "client_secret_basic";
  static final String POST = "client_secret_post";

  @Override
  public String toString() {
    return "OAuthClient[" + id + "]";
  }
}
