package dev.coda.server.auth;

import dev.coda.server.origin.RequestOrigins;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;

/** Deletes accounts. Thread-safe. */
@Controller("/api/v1/auth/me")
@Secured(SecurityRule.IS_AUTHENTICATED)
class AccountController {
  private final ThrottledAccounts throttled;
  private final Accounts accounts;
  private final LiveSignIns signIns;
  private final DeletedUsers deleted;
  private final AuthCookies cookies;
  private final RequestOrigins origins;

  AccountController(
      ThrottledAccounts throttled,
      Accounts accounts,
      LiveSignIns signIns,
      DeletedUsers deleted,
      AuthCookies cookies,
      RequestOrigins origins) {
    this.throttled = throttled;
    this.accounts = accounts;
    this.signIns = signIns;
    this.deleted = deleted;
    this.cookies = cookies;
    this.origins = origins;
  }

  /** Deletes the user's account. A POST, since proxies may drop the body of a DELETE. */
  @Post("/delete")
  @Status(HttpStatus.NO_CONTENT)
  MutableHttpResponse<?> delete(
      HttpRequest<?> http, CurrentUser user, @Body @Valid AccountDeletion request) {
    throttled.confirm(
        origins.of(http),
        user.userId(),
        request.password(),
        cookies.read(http, AuthCookies.DEVICE).orElse(null));
    accounts.close(user.userId());
    signIns.ended(user.userId());
    deleted.begin(user.userId());
    return cookies.clearAll(http, HttpResponse.noContent());
  }
}
