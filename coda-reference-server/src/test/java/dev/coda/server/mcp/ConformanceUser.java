package dev.coda.server.mcp;

import dev.coda.api.id.UserId;
import dev.coda.bridge.mcp.McpTools;
import dev.coda.bridge.oauth.InMemorySignIns;
import dev.coda.bridge.oauth.OAuthSignIns;
import dev.coda.bridge.oauth.ProtectedServer;
import dev.coda.bridge.oauth.SignInStart;
import dev.coda.bridge.oauth.UserTokens;
import dev.coda.server.fixture.Callbacks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** The user of {@link ConformanceClient}, whose browser goes wherever it is sent. */
final class ConformanceUser {
  static final UserId ID = UserId.named("ada");

  private static final URI CALLBACK = URI.create("http://localhost:3000/callback");

  /** The address that the suite knows. */
  private static final URI DOCUMENT =
      URI.create("https://conformance-test.local/client-metadata.json");

  private final OAuthSignIns signIns;

  /**
   * @param documented whether authorization servers can read the application's metadata document
   */
  ConformanceUser(boolean documented) {
    this.signIns =
        OAuthSignIns.builder(new InMemorySignIns(), server -> "/sign-in/" + server.name())
            .clientDocument(callback -> documented ? Optional.of(DOCUMENT) : Optional.empty())
            .build();
  }

  UserTokens tokens() {
    return signIns;
  }

  /** Signs in to a server, and waits a while for its tools. */
  void signIn(McpTools tools, String name) throws Exception {
    ProtectedServer server = tools.protectedServer(name).orElseThrow();
    SignInStart start = signIns.start(ID, server, CALLBACK);
    HttpResponse<Void> page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(start.authorizationUrl()).build(),
                HttpResponse.BodyHandlers.discarding());
    signIns.finish(Callbacks.of(URI.create(page.headers().firstValue("Location").orElseThrow())));
    tools.signedIn(name);
  }
}
