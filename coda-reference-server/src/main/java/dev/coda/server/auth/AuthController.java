package dev.coda.server.auth;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.server.util.HttpClientAddressResolver;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;
import java.util.Optional;

/** Registration, sign-in and what follows from them. Thread-safe. */
@Controller("/api/v1/auth")
class AuthController {
  private final Accounts accounts;
  private final SignIns signIns;
  private final LoginThrottle throttle;
  private final HttpClientAddressResolver clients;

  AuthController(
      Accounts accounts,
      SignIns signIns,
      LoginThrottle throttle,
      HttpClientAddressResolver clients) {
    this.accounts = accounts;
    this.signIns = signIns;
    this.throttle = throttle;
    this.clients = clients;
  }

  @Post("/register")
  @Secured(SecurityRule.IS_ANONYMOUS)
  @Status(HttpStatus.CREATED)
  HttpResponse<TokenResponse> register(HttpRequest<?> http, @Body @Valid RegisterRequest request) {
    Tokens tokens = signIns.open(accounts.register(request));
    return AuthCookies.set(http, HttpResponse.created(describe(tokens)), tokens);
  }

  @Post("/login")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<TokenResponse> login(HttpRequest<?> http, @Body @Valid LoginRequest request) {
    String address = Accounts.canonical(request.email());
    LoginThrottle.Attempt attempt =
        throttle.begin(address, Optional.ofNullable(clients.resolve(http)).orElse("unknown"));
    User user =
        accounts
            .authenticate(address, request.password())
            .orElseThrow(() ->
                ProblemException.of(
                    ErrorCode.UNAUTHORIZED, "The e-mail address or the password is wrong."));
    attempt.succeeded();
    Tokens tokens = signIns.open(user);
    return AuthCookies.set(http, HttpResponse.ok(describe(tokens)), tokens);
  }

  @Post("/refresh")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<TokenResponse> refresh(HttpRequest<?> http) {
    Tokens tokens =
        refreshToken(http)
            .map(signIns::refresh)
            .orElseThrow(
                () -> ProblemException.of(ErrorCode.UNAUTHORIZED, "There is no refresh token."));
    return AuthCookies.set(http, HttpResponse.ok(describe(tokens)), tokens);
  }

  @Post("/logout")
  @Secured(SecurityRule.IS_ANONYMOUS)
  @Status(HttpStatus.NO_CONTENT)
  MutableHttpResponse<?> logout(HttpRequest<?> http) {
    http.getUserPrincipal(Authentication.class)
        .map(CurrentUser::from)
        .ifPresent(user -> signIns.end(user.signInId()));
    refreshToken(http).ifPresent(signIns::endByRefreshToken);
    return AuthCookies.clear(http, HttpResponse.noContent());
  }

  @Get("/me")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  Account me(CurrentUser user) {
    return accounts.describe(user.userId());
  }

  private TokenResponse describe(Tokens tokens) {
    return TokenResponse.of(accounts.describe(tokens.userId()), tokens);
  }

  private static Optional<String> refreshToken(HttpRequest<?> http) {
    return http.getCookies().findCookie(AuthCookies.REFRESH).map(Cookie::getValue);
  }
}
