package dev.coda.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientDocumentTest {
  @Test
  void namesItsOwnAddressAndTheCallback() {
    URI server = RunningServer.shared().uri();

    Reply reply = ApiClient.of(server).get(ClientDocument.PATH);

    assertThat(reply.header("Content-Type")).startsWith("application/json");
    assertThat(reply.json().path("client_id").asText()).isEqualTo(server + "/oauth/client");
    assertThat(reply.json().path("redirect_uris").get(0).asText())
        .isEqualTo(server + "/oauth/callback");
    assertThat(reply.json().path("token_endpoint_auth_method").asText()).isEqualTo("none");
  }

  @Test
  void isBesideTheCallbackOfAPublicServer() {
    assertThat(ClientDocument.address(URI.create("https://8.8.8.8/oauth/callback")))
        .contains(URI.create("https://8.8.8.8/oauth/client"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://8.8.8.8/oauth/callback",
        "https://127.0.0.1/oauth/callback",
        "https://10.1.2.3/oauth/callback",
        "https://localhost/oauth/callback",
        "https://nowhere.invalid/oauth/callback"
      })
  void isNowhereWhereAuthorizationServersCannotReachIt(String callback) {
    assertThat(ClientDocument.address(URI.create(callback))).isEmpty();
  }
}
