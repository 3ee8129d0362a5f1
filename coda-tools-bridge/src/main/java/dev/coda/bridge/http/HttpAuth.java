package dev.coda.bridge.http;

import dev.coda.api.error.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The authentication of calls. Secrets are read at each call, so that a new value needs no restart,
 * and are never part of {@code toString()}. A supplier throws {@link ConfigurationException} if the
 * secret is missing. Thread-safe.
 */
public final class HttpAuth {
  private static final HttpAuth NONE =
      new HttpAuth(scope -> new Credentials(Map.of(), Map.of(), List.of()));

  private final CredentialSource source;

  private HttpAuth(CredentialSource source) {
    this.source = source;
  }

  /**
   * Sends nothing.
   *
   * @return the authentication
   */
  public static HttpAuth none() {
    return NONE;
  }

  /**
   * Sends {@code Authorization: Bearer} with the token.
   *
   * @param token returns the token for each call
   * @return the authentication
   */
  public static HttpAuth bearer(Supplier<String> token) {
    return new HttpAuth(scope -> bearer(token.get()));
  }

  /**
   * Sends {@code Authorization: Bearer} with an identity token of Google Cloud.
   *
   * @param tokens the source of tokens
   * @param audience the audience of the token; for a service on Cloud Run, its own address
   * @return the authentication
   */
  public static HttpAuth googleIdentity(IdentityTokens tokens, String audience) {
    return new HttpAuth(scope -> bearer(scope.waitFor(tokens.token(audience)).text()));
  }

  private static Credentials bearer(String token) {
    String secret = clean("bearer token", token);
    return new Credentials(Map.of("Authorization", "Bearer " + secret), Map.of(), List.of(secret));
  }

  /**
   * Sends the secret in a header of the given name.
   *
   * @param name the name of the header
   * @param value returns the secret for each call
   * @return the authentication
   */
  public static HttpAuth header(String name, Supplier<String> value) {
    return new HttpAuth(scope -> {
      String secret = clean("value of header " + name, value.get());
      return new Credentials(Map.of(name, secret), Map.of(), List.of(secret));
    });
  }

  /**
   * Sends the secret as a parameter of the query. Prefer a header: addresses end up in logs.
   *
   * @param name the name of the parameter
   * @param value returns the secret for each call
   * @return the authentication
   */
  public static HttpAuth query(String name, Supplier<String> value) {
    return new HttpAuth(scope -> {
      String secret = clean("value of the parameter " + name, value.get());
      return new Credentials(Map.of(), Map.of(name, secret), List.of(secret));
    });
  }

  /**
   * Sends {@code Authorization: Basic} with the user's name and password, in UTF-8.
   *
   * @param username returns the name of the user
   * @param password the password
   * @return the authentication
   */
  public static HttpAuth basic(Supplier<String> username, Supplier<String> password) {
    return new HttpAuth(scope -> {
      String secret = clean("password", password.get());
      String pair = clean("user name", username.get()) + ":" + secret;
      String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      return new Credentials(
          Map.of("Authorization", "Basic " + encoded), Map.of(), List.of(secret, encoded));
    });
  }

  /** Asks for the secrets of one call. */
  Credentials credentials(CallScope scope) throws IOException {
    return source.credentials(scope);
  }

  @Override
  public String toString() {
    return "HttpAuth";
  }

  private static String clean(String what, String secret) {
    String stripped = secret.strip();
    if (stripped.isEmpty() || stripped.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
      throw new ConfigurationException(
          "the " + what + " is empty or has characters that a header cannot carry");
    }
    return stripped;
  }

  /**
   * The credentials of one call.
   *
   * @param headers the headers with secrets
   * @param query the query parameters with secrets
   * @param secrets the values that must not appear in any text
   */
  record Credentials(Map<String, String> headers, Map<String, String> query, List<String> secrets) {
    @Override
    public String toString() {
      return "Credentials";
    }
  }
}
