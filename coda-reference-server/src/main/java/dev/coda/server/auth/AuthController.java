package dev.coda.server.auth;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.origin.RequestOrigin;
import dev.coda.server.origin.RequestOrigins;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;
import java.util.function.Function;

/** Registration, sign-in and what follows from them. Thread-safe. */
@Controller("/api/v1/auth")
class AuthController {
  private static final String HTTP = "http:";

  private final ThrottledAccounts throttled;
  private final Accounts accounts;
  private final SignIns signIns;
  private final AuthCookies cookies;
  private final DeviceCookies devices;
  private final RequestOrigins origins;

  AuthController(
      ThrottledAccounts throttled,
      Accounts accounts,
      SignIns signIns,
      AuthCookies cookies,
      DeviceCookies devices,
      RequestOrigins origins) {
    this.throttled = throttled;
    this.accounts = accounts;
    this.signIns = signIns;
    this.cookies = cookies;
    this.devices = devices;
    this.origins = origins;
  }

  @Post("/register")
  @Secured(SecurityRule.IS_ANONYMOUS)
  @Status(HttpStatus.CREATED)
  HttpResponse<TokenResponse> register(HttpRequest<?> http, @Body @Valid RegisterRequest request) {
    RequestOrigin origin = originOfSignIn(http);
    return signedIn(
        http,
        throttled.register(origin, request),
        tokens -> HttpResponse.created(describe(tokens)));
  }

  @Post("/login")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<TokenResponse> login(HttpRequest<?> http, @Body @Valid LoginRequest request) {
    RequestOrigin origin = originOfSignIn(http);
    String device = cookies.read(http, AuthCookies.DEVICE).orElse(null);
    return signedIn(
        http,
        throttled.login(origin, request, device),
        tokens -> HttpResponse.ok(describe(tokens)));
  }

  @Post("/refresh")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<TokenResponse> refresh(HttpRequest<?> http) {
    Tokens tokens =
        cookies
            .read(http, AuthCookies.REFRESH)
            .map(signIns::refresh)
            .orElseThrow(
                () -> ProblemException.of(ErrorCode.UNAUTHORIZED, "There is no refresh token."));
    return cookies.set(http, HttpResponse.ok(describe(tokens)), tokens);
  }

  @Post("/logout")
  @Secured(SecurityRule.IS_ANONYMOUS)
  @Status(HttpStatus.NO_CONTENT)
  MutableHttpResponse<?> logout(HttpRequest<?> http) {
    CurrentUser.of(http).ifPresent(user -> signIns.end(user.signInId()));
    cookies.read(http, AuthCookies.REFRESH).ifPresent(signIns::endByRefreshToken);
    return cookies.clear(http, HttpResponse.noContent());
  }

  @Get("/me")
  @Scoped({Scope.READ, Scope.CHAT, Scope.TOOLS})
  @Secured(SecurityRule.IS_AUTHENTICATED)
  Account me(CurrentUser user) {
    return accounts.describe(user.userId());
  }

  private TokenResponse describe(Tokens tokens) {
    return TokenResponse.of(accounts.describe(tokens.userId()), tokens);
  }

  private HttpResponse<TokenResponse> signedIn(
      HttpRequest<?> http,
      User user,
      Function<Tokens, MutableHttpResponse<TokenResponse>> response) {
    Tokens tokens = signIns.open(user);
    String device =
        devices.issue(user.email(), cookies.read(http, AuthCookies.DEVICE).orElse(null));
    return cookies.setDevice(http, cookies.set(http, response.apply(tokens), tokens), device);
  }

  /**
   * Returns where a sign-in comes from. A page that was loaded over plain http from another machine
   * is refused: its browser would drop the cookies, which are Secure, and the page could not tell
   * why. A program, which sends no Origin, takes the token from the body.
   */
  private RequestOrigin originOfSignIn(HttpRequest<?> http) {
    RequestOrigin origin = origins.of(http);
    String page = http.getHeaders().get(HttpHeaders.ORIGIN);
    if (page != null
        && page.regionMatches(true, 0, HTTP, 0, HTTP.length())
        && !origin.isSecure()
        && !origin.isLocal()) {
      throw ProblemException.of(
          ErrorCode.FORBIDDEN,
          "Browsers cannot sign in over plain http from another machine. Open Coda over https, or"
              + " as http://localhost on the machine it runs on.");
    }
    return origin;
  }
}
