package dev.coda.bridge.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.bridge.http.AddressGuard;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where servers say that their users sign in, and what is not believed. */
class DiscoveryTest {
  private static final String METADATA =
      """
      {"issuer": "ISSUER", "authorization_endpoint": "BASE/a", "token_endpoint": "BASE/t",
       "code_challenge_methods_supported": ["S256"], "scopes_supported": ["read", "offline_access"]}
      """;

  private final MockWebServer web = new MockWebServer();
  private final Map<String, String> documents = new HashMap<>();
  private String challenge = "";

  @BeforeEach
  void start() throws IOException {
    web.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String path = request.getUrl().encodedPath();
            if (path.equals("/team/mcp")) {
              MockResponse.Builder refusal = new MockResponse.Builder().code(401);
              return challenge.isEmpty()
                  ? refusal.build()
                  : refusal.setHeader("WWW-Authenticate", challenge).build();
            }
            String document = documents.get(path);
            return document == null
                ? new MockResponse.Builder().code(404).build()
                : new MockResponse.Builder().body(document).build();
          }
        });
    web.start();
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void followsTheChallenge() throws Exception {
    challenge =
        "Bearer realm=\"x\", resource_metadata=\"%s/meta\", scope=\"read\"".formatted(base());
    documents.put("/meta", resource(base() + "/team/mcp", base() + "/tenant"));
    documents.put("/.well-known/oauth-authorization-server/tenant", metadata(base() + "/tenant"));

    Discovery.Found found = find();

    assertThat(found.resource()).isEqualTo(base() + "/team/mcp");
    assertThat(found.server().issuer()).isEqualTo(base() + "/tenant");
    assertThat(found.scopes()).containsExactly("read", "offline_access");
  }

  @Test
  void looksWhereMetadataUsuallyIs() throws Exception {
    documents.put("/.well-known/oauth-protected-resource/team/mcp", resource(base(), base()));
    documents.put("/.well-known/openid-configuration", metadata(base()));

    assertThat(find().server().tokenEndpoint()).isEqualTo(base() + "/t");
  }

  @Test
  void looksForOpenIdBehindThePathToo() throws Exception {
    documents.put("/.well-known/oauth-protected-resource", resource(base(), base() + "/tenant"));
    documents.put("/tenant/.well-known/openid-configuration", metadata(base() + "/tenant"));

    assertThat(find().server().issuer()).isEqualTo(base() + "/tenant");
  }

  @Test
  void takesAServerWithoutResourceMetadataForItsOwnAuthorizationServer() throws Exception {
    documents.put("/.well-known/oauth-authorization-server", metadata(base()));

    assertThat(find().resource()).isEqualTo(base() + "/team/mcp");
  }

  @Test
  void takesTheEndpointsOfTheFirstRevisionWhereNothingIsDescribed() throws Exception {
    AuthorizationServer server = find().server();

    assertThat(server.issuer()).isEqualTo(base());
    assertThat(server.authorizationEndpoint()).isEqualTo(base() + "/authorize");
    assertThat(server.tokenEndpoint()).isEqualTo(base() + "/token");
    assertThat(server.registrationEndpoint()).isEqualTo(base() + "/register");
  }

  @Test
  void refusesMetadataOfAServerThatNamesAnotherIssuerThanItself() {
    documents.put("/.well-known/oauth-authorization-server", metadata(base() + "/oauth"));

    assertFails("names another issuer");
  }

  @Test
  void refusesMetadataOfAnotherResource() {
    documents.put(
        "/.well-known/oauth-protected-resource/team/mcp", resource(base() + "/other", base()));

    assertFails("describes another resource");
  }

  @Test
  void refusesMetadataOfAnotherIssuer() {
    documents.put("/.well-known/oauth-protected-resource/team/mcp", resource(base(), base()));
    documents.put("/.well-known/oauth-authorization-server", metadata("https://other.example.com"));

    assertFails("names another issuer");
  }

  @Test
  void refusesAnAuthorizationServerWithoutPkce() {
    documents.put("/.well-known/oauth-protected-resource/team/mcp", resource(base(), base()));
    documents.put(
        "/.well-known/oauth-authorization-server", metadata(base()).replace("S256", "plain"));

    assertFails("does not support PKCE");
  }

  @Test
  void saysThatTheAuthorizationServerDoesNotSayHowToSignIn() {
    documents.put("/.well-known/oauth-protected-resource/team/mcp", resource(base(), base()));

    assertFails("does not say how");
  }

  @Test
  void refusesPlainHttpForAServerOverTls() {
    Endpoints endpoints = new Endpoints(false);

    assertThatThrownBy(() -> endpoints.parse("token endpoint", "http://example.com/t"))
        .isInstanceOf(SignInException.class)
        .hasMessageContaining("not an https address");
    assertThatThrownBy(() -> endpoints.parse("token endpoint", "javascript:alert(1)"))
        .isInstanceOf(SignInException.class);
  }

  private Discovery.Found find() throws IOException {
    return new Discovery(
            new OAuthHttp(AddressGuard.allowing(List.of("127.0.0.1"))),
            new ProtectedServer(
                "wiki", URI.create(base() + "/team/mcp"), null, null, List.of(), List.of()))
        .find();
  }

  private String base() {
    return "http://127.0.0.1:" + web.getPort();
  }

  private static String resource(String resource, String issuer) {
    return "{\"resource\": \"%s\", \"authorization_servers\": [\"%s\"]}"
        .formatted(resource, issuer);
  }

  private String metadata(String issuer) {
    return METADATA.replace("ISSUER", issuer).replace("BASE", base());
  }

  private void assertFails(String words) {
    assertThatThrownBy(this::find).isInstanceOf(SignInException.class).hasMessageContaining(words);
  }
}
