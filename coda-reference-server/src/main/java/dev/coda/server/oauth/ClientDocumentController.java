package dev.coda.server.oauth;

import dev.coda.bridge.oauth.OAuthSignIns;
import dev.coda.server.origin.RequestOrigin;
import dev.coda.server.origin.RequestOrigins;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;

/** Describes this server to authorization servers that read documents of clients. Thread-safe. */
@Hidden
@Controller(ClientDocument.PATH)
@Secured(SecurityRule.IS_ANONYMOUS)
class ClientDocumentController {
  private static final String AN_HOUR = "public, max-age=3600";

  private final OAuthSignIns signIns;
  private final RequestOrigins origins;

  ClientDocumentController(OAuthSignIns signIns, RequestOrigins origins) {
    this.signIns = signIns;
    this.origins = origins;
  }

  @Get(produces = MediaType.APPLICATION_JSON)
  HttpResponse<String> document(HttpRequest<?> http) {
    RequestOrigin origin = origins.of(http);
    return HttpResponse.ok(
            signIns.clientDocument(
                URI.create(origin.link(ClientDocument.PATH)),
                URI.create(origin.link(SignInCallbackController.PATH))))
        .header("Cache-Control", AN_HOUR);
  }
}
