package dev.coda.bridge.oauth;

import dev.coda.bridge.http.OneLine;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Exchanges codes and refresh tokens for tokens, and revokes them. Thread-safe. */
final class TokenRequests {
  private static final int LONGEST_REASON = 200;

  private final Clock clock;

  TokenRequests(Clock clock) {
    this.clock = clock;
  }

  /** Exchanges the code of a callback. */
  Grant exchange(OAuthHttp http, BegunSignIn begun, String code) throws IOException {
    FormBody.Builder form =
        new FormBody.Builder()
            .add("grant_type", "authorization_code")
            .add("code", code)
            .add("redirect_uri", begun.redirectUri())
            .add("code_verifier", begun.verifier())
            .add("resource", begun.resource());
    OAuthHttp.Answer answer =
        http.send(request(begun.server().tokenEndpoint(), begun.client(), form));
    if (!answer.isOk()) {
      throw refused("did not give tokens", begun.name(), answer);
    }
    return grant(
        answer,
        new Grant(
            begun.url(),
            begun.resource(),
            begun.server(),
            begun.client(),
            "",
            null,
            clock.instant(),
            null,
            begun.scopes(),
            List.of()));
  }

  /**
   * Renews tokens.
   *
   * @return empty if the server refuses: the user has to sign in again
   * @throws IOException if it cannot be reached or is in trouble
   */
  Optional<Grant> refresh(OAuthHttp http, Grant grant, String refreshToken) throws IOException {
    FormBody.Builder form =
        new FormBody.Builder()
            .add("grant_type", "refresh_token")
            .add("refresh_token", refreshToken)
            .add("resource", grant.resource());
    OAuthHttp.Answer answer =
        http.send(request(grant.server().tokenEndpoint(), grant.client(), form));
    if (answer.isOk()) {
      return Optional.of(grant(answer, grant));
    }
    if (answer.status() == 400 || answer.status() == 401 || answer.status() == 403) {
      return Optional.empty();
    }
    throw new SignInException(
        "The authorization server %s answered HTTP %d."
            .formatted(grant.server().issuer(), answer.status()));
  }

  /** Revokes tokens (RFC 7009); nothing if the server does not offer it. */
  void revoke(OAuthHttp http, Grant grant) throws IOException {
    String endpoint = grant.server().revocationEndpoint();
    if (endpoint == null) {
      return;
    }
    if (grant.refreshToken() != null) {
      revoke(http, grant, endpoint, grant.refreshToken(), "refresh_token");
    }
    revoke(http, grant, endpoint, grant.accessToken(), "access_token");
  }

  private static void revoke(
      OAuthHttp http, Grant grant, String endpoint, String token, String kind) throws IOException {
    FormBody.Builder form = new FormBody.Builder().add("token", token).add("token_type_hint", kind);
    OAuthHttp.Answer answer = http.send(request(endpoint, grant.client(), form));
    if (answer.status() >= 300) {
      throw new SignInException("HTTP " + answer.status());
    }
  }

  private static Request request(String endpoint, OAuthClient client, FormBody.Builder form) {
    Request.Builder request =
        new Request.Builder().url(HttpUrl.get(endpoint)).header("Accept", "application/json");
    String secret = client.secret();
    if (secret != null && client.method().equals(OAuthClient.BASIC)) {
      request.header("Authorization", Credentials.basic(encoded(client.id()), encoded(secret)));
    } else {
      form.add("client_id", client.id());
      if (secret != null) {
        form.add("client_secret", secret);
      }
    }
    return request.post(form.build()).build();
  }

  private Grant grant(OAuthHttp.Answer answer, Grant before) throws SignInException {
    String token = answer.text("access_token");
    String type = answer.text("token_type");
    if (token == null || (type != null && !type.toLowerCase(Locale.ROOT).equals("bearer"))) {
      throw new SignInException("The authorization server gave no bearer token.");
    }
    String refresh = answer.text("refresh_token");
    Instant now = clock.instant();
    return new Grant(
        before.url(),
        before.resource(),
        before.server(),
        before.client(),
        token,
        refresh == null ? before.refreshToken() : refresh,
        now,
        expiry(answer, now),
        before.scopes(),
        before.wanted());
  }

  private static @Nullable Instant expiry(OAuthHttp.Answer answer, Instant now) {
    long seconds = answer.json().path("expires_in").asLong(0);
    return seconds <= 0 ? null : now.plus(Duration.ofSeconds(seconds));
  }

  /** Returns a failure with what a server answered instead, in its own words. */
  static SignInException refused(String what, String name, OAuthHttp.Answer answer) {
    String error = answer.text("error");
    String description = answer.text("error_description");
    String words =
        description != null ? description : error != null ? error : "HTTP " + answer.status();
    return new SignInException(
        "The authorization server of '%s' %s: %s"
            .formatted(name, what, OneLine.of(words, LONGEST_REASON)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
