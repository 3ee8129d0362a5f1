package dev.coda.bridge.oauth;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of the request with which the user's browser returns from an authorization server.
 * Its text form shows none of them. Immutable.
 *
 * @param state the parameter {@code state}
 * @param code the parameter {@code code}; null if there is none
 * @param issuer the parameter {@code iss}; null if there is none
 * @param error the parameter {@code error}; null if there is none
 */
public record SignInCallback(
    String state, @Nullable String code, @Nullable String issuer, @Nullable String error) {
  @Override
  public String toString() {
    return "SignInCallback[hidden]";
  }
}
