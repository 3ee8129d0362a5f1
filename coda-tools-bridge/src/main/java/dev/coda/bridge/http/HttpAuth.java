package dev.coda.bridge.http;

import dev.coda.api.error.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How a call authenticates itself. Secrets are asked for at each call, so that a new value needs no
 * restart, and are never part of {@code toString()}. A supplier throws {@link
 * ConfigurationException} where the secret is missing. Thread-safe.
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
   * @return the way to authenticate
   */
  public static HttpAuth none() {
    return NONE;
  }

  /**
   * Sends {@code Authorization: Bearer} with the token.
   *
   * @param token gives the token for each call
   * @return the way to authenticate
   */
  public static HttpAuth bearer(Supplier<String> token) {
    return new HttpAuth(scope -> bearer(token.get()));
  }

  /**
   * Sends {@code Authorization: Bearer} with an identity token of Google Cloud.
   *
   * @param tokens where tokens come from
   * @param audience for whom the token is: a service on Cloud Run takes its own address
   * @return the way to authenticate
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
   * @param value gives the secret for each call
   * @return the way to authenticate
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
   * @param value gives the secret for each call
   * @return the way to authenticate
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
   * @param username gives the name of the user
   * @param password the password
   * @return the way to authenticate
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
   * What one call sends.
   *
   * @param headers the headers that carry the secrets
   * @param query the parameters of the query that do
   * @param secrets what must not appear in any text
   */
  record Credentials(Map<String, String> headers, Map<String, String> query, List<String> secrets) {
    @Override
    public String toString() {
      return "Credentials";
    }
  }
}
