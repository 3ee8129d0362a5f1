package dev.coda.server.oauth;

import dev.coda.api.id.UserId;
import dev.coda.bridge.mcp.McpTools;
import dev.coda.bridge.oauth.OAuthSignIns;
import dev.coda.bridge.oauth.ProtectedServer;
import dev.coda.bridge.oauth.SignInException;
import dev.coda.bridge.oauth.SignInStart;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.http.ProblemException;
import dev.coda.server.origin.RequestOrigins;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends users' browsers to where they sign in to MCP servers, and signs them out. Thread-safe. */
@Controller("/api/v1/mcp-servers")
@Secured(SecurityRule.IS_AUTHENTICATED)
class McpSignInController {
  private static final Logger LOG = LoggerFactory.getLogger(McpSignInController.class);

  private final Optional<McpTools> tools;
  private final OAuthSignIns signIns;
  private final SignInCookies cookies;
  private final RequestOrigins origins;

  McpSignInController(
      Optional<McpTools> tools,
      OAuthSignIns signIns,
      SignInCookies cookies,
      RequestOrigins origins) {
    this.tools = tools;
    this.signIns = signIns;
    this.cookies = cookies;
    this.origins = origins;
  }

  /** Sends the browser on to the authorization server. */
  @Get(value = "/{name}/sign-in", produces = MediaType.TEXT_HTML)
  HttpResponse<String> start(HttpRequest<?> http, CurrentUser user, String name) {
    ProtectedServer server = server(name);
    try {
      URI redirect = URI.create(origins.of(http).url() + SignInCallbackController.PATH);
      SignInStart start = signIns.start(new UserId(user.userId()), server, redirect);
      return cookies.set(http, HttpResponse.seeOther(start.authorizationUrl()), start.state());
    } catch (SignInException e) {
      return SignInPage.failed(HttpStatus.BAD_GATEWAY, e.getMessage());
    } catch (IOException e) {
      LOG.warn("The sign-in to {} could not start: {}", name, e.toString());
      return SignInPage.failed(
          HttpStatus.BAD_GATEWAY, "'%s' cannot be reached at present.".formatted(name));
    }
  }

  @Delete("/{name}/sign-in")
  @Status(HttpStatus.NO_CONTENT)
  void signOut(CurrentUser user, String name) {
    signIns.signOut(new UserId(user.userId()), server(name));
  }

  private ProtectedServer server(String name) {
    return tools
        .flatMap(all -> all.protectedServer(name))
        .orElseThrow(
            () -> ProblemException.notFound("An MCP server '%s' with a sign-in".formatted(name)));
  }
}
