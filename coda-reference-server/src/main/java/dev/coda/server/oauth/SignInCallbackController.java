package dev.coda.server.oauth;

import dev.coda.bridge.mcp.McpTools;
import dev.coda.bridge.oauth.OAuthSignIns;
import dev.coda.bridge.oauth.SignInCallback;
import dev.coda.bridge.oauth.SignInException;
import dev.coda.bridge.oauth.SignedIn;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where authorization servers send browsers back to. They add parameters of their own, which are
 * ignored. Thread-safe.
 */
@Hidden
@Controller(SignInCallbackController.PATH)
@Secured(SecurityRule.IS_ANONYMOUS)
class SignInCallbackController {
  static final String PATH = "/oauth/callback";
  private static final Logger LOG = LoggerFactory.getLogger(SignInCallbackController.class);

  private final Optional<McpTools> tools;
  private final OAuthSignIns signIns;
  private final SignInCookies cookies;
  private final WaitingCalls waiting;

  SignInCallbackController(
      Optional<McpTools> tools, OAuthSignIns signIns, SignInCookies cookies, WaitingCalls waiting) {
    this.tools = tools;
    this.signIns = signIns;
    this.cookies = cookies;
    this.waiting = waiting;
  }

  /** Completes a sign-in; the calls that waited for it are made. */
  @Get(produces = MediaType.TEXT_HTML)
  HttpResponse<String> finish(
      HttpRequest<?> http,
      @QueryValue(defaultValue = "") String state,
      @Nullable @QueryValue String code,
      @Nullable @QueryValue("iss") String issuer,
      @Nullable @QueryValue String error) {
    if (!cookies.began(http, state)) {
      return SignInPage.failed(
          HttpStatus.FORBIDDEN, "This sign-in did not begin in this browser. Start it again.");
    }
    MutableHttpResponse<String> answer = finish(new SignInCallback(state, code, issuer, error));
    return cookies.clear(http, answer, state);
  }

  private MutableHttpResponse<String> finish(SignInCallback callback) {
    try {
      SignedIn signedIn = signIns.finish(callback);
      tools.ifPresent(all -> all.signedIn(signedIn.server()));
      waiting.resume(signedIn);
      return SignInPage.signedIn(signedIn.server());
    } catch (SignInException e) {
      return SignInPage.failed(HttpStatus.BAD_REQUEST, e.getMessage());
    } catch (IOException e) {
      LOG.warn("A sign-in could not be completed: {}", e.toString());
      return SignInPage.failed(
          HttpStatus.BAD_GATEWAY, "The authorization server cannot be reached.");
    }
  }
}
