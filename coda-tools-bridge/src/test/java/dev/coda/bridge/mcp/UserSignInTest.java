package dev.coda.bridge.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.UserId;
import dev.coda.api.tool.SignIn;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.oauth.InMemorySignIns;
import dev.coda.bridge.oauth.OAuthSignIns;
import dev.coda.bridge.oauth.ProtectedServer;
import dev.coda.bridge.oauth.SignInCallback;
import dev.coda.bridge.oauth.SignInStart;
import dev.coda.bridge.oauth.SignInStore;
import dev.coda.bridge.oauth.UserTokens;
import dev.coda.testkit.mock.MockSignInServer;
import dev.coda.testkit.time.FakeClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that each user calls with their own account. */
@Timeout(60)
class UserSignInTest {
  private static final UserId ADA = UserId.named("ada");
  private static final UserId BOB = UserId.named("bob");
  private static final URI CALLBACK = URI.create("https://chat.example.com/callback");

  private final FakeClock clock = FakeClock.at(Instant.parse("2026-01-02T12:00:00Z"));
  private final MockSignInServer remote = MockSignInServer.start(clock);
  private final SignInStore store = new InMemorySignIns();
  private final OAuthSignIns signIns =
      OAuthSignIns.builder(store, server -> "/sign-in/" + server.name()).clock(clock).build();

  @AfterEach
  void close() {
    remote.close();
  }

  @Test
  void listsTheToolsOnceAUserHasSignedIn() throws Exception {
    try (McpTools tools = connect()) {
      assertThat(tools.servers().get(0).state()).isEqualTo(ServerState.NEEDS_SIGN_IN);
      assertThat(tools.servers().get(0).problem()).isNull();
      assertThat(tools.tools()).isEmpty();

      signIn(tools, ADA, "ada@wiki");

      assertThat(tools.servers().get(0).state()).isEqualTo(ServerState.CONNECTED);
      assertThat(tools.tools())
          .extracting(tool -> tool.spec().name())
          .containsExactly("wiki__whoami");
    }
  }

  @Test
  void callsWithTheAccountOfTheUser() throws Exception {
    try (McpTools tools = connect()) {
      signIn(tools, ADA, "ada@wiki");
      signIn(tools, BOB, "bob@wiki");

      assertThat(Contexts.said(call(tools, ADA))).isEqualTo("ada@wiki");
      assertThat(Contexts.said(call(tools, BOB))).isEqualTo("bob@wiki");
      assertThat(Contexts.said(call(tools, ADA))).isEqualTo("ada@wiki");
    }
  }

  @Test
  void asksAUserToSignInWhoHasNot() throws Exception {
    try (McpTools tools = connect()) {
      signIn(tools, ADA, "ada@wiki");

      ToolResult result = call(tools, BOB);

      assertThat(result.failure()).isEqualTo(FailureKind.AUTH_REQUIRED);
      assertThat(result.signIn()).isEqualTo(new SignIn("wiki", "/sign-in/wiki"));
    }
  }

  @Test
  void asksForASignInWhereCallsAloneNeedOne() throws Exception {
    remote.listsForAll(true);
    try (McpTools tools = connect()) {
      assertThat(tools.servers().get(0).state()).isEqualTo(ServerState.CONNECTED);

      assertThat(call(tools, ADA).failure()).isEqualTo(FailureKind.AUTH_REQUIRED);
      signIn(tools, ADA, "ada@wiki");

      assertThat(Contexts.said(call(tools, ADA))).isEqualTo("ada@wiki");
    }
  }

  @Test
  void renewsTokensAsTimePasses() throws Exception {
    remote.tokenLifetime(Duration.ofSeconds(2));
    try (McpTools tools = connect()) {
      signIn(tools, ADA, "ada@wiki");
      for (int call = 0; call < 3; call++) {
        assertThat(Contexts.said(call(tools, ADA))).isEqualTo("ada@wiki");
        clock.advance(Duration.ofSeconds(2));
      }
      assertThat(remote.refreshes()).isEqualTo(2);
    }
  }

  @Test
  void replacesATokenThatTheServerHasForgotten() throws Exception {
    try (McpTools tools = connect()) {
      signIn(tools, ADA, "ada@wiki");
      call(tools, ADA);

      remote.forgetAccessTokens();

      assertThat(Contexts.said(call(tools, ADA))).isEqualTo("ada@wiki");
      assertThat(remote.refreshes()).isEqualTo(1);
    }
  }

  @Test
  void asksForANewSignInWhenTheTokenCannotBeRenewed() throws Exception {
    try (McpTools tools = connect()) {
      signIn(tools, ADA, "ada@wiki");
      call(tools, ADA);
      remote.forgetAccessTokens();
      remote.refuseRefresh(true);

      assertThat(call(tools, ADA).failure()).isEqualTo(FailureKind.AUTH_REQUIRED);
      remote.refuseRefresh(false);
      signIn(tools, ADA, "ada@wiki");

      assertThat(Contexts.said(call(tools, ADA))).isEqualTo("ada@wiki");
    }
  }

  @Test
  void asksForANewSignInThatRequestsMoreScopes() throws Exception {
    try (McpTools tools = connect()) {
      signIn(tools, ADA, "ada@wiki");
      call(tools, ADA);
      remote.callScope("write");

      assertThat(call(tools, ADA).failure()).isEqualTo(FailureKind.AUTH_REQUIRED);
      assertThat(call(tools, ADA).failure()).isEqualTo(FailureKind.AUTH_REQUIRED);
      signIn(tools, ADA, "ada@wiki");

      assertThat(Contexts.said(call(tools, ADA))).isEqualTo("ada@wiki");
      remote.callScope("delete");
      assertThat(call(tools, ADA).failure()).isEqualTo(FailureKind.AUTH_REQUIRED);
      signIn(tools, ADA, "ada@wiki");
      remote.callScope("write");
      assertThat(Contexts.said(call(tools, ADA))).as("it has both scopes").isEqualTo("ada@wiki");
    }
  }

  @Test
  void reportsThatATokenLacksScopesWhichWereRequested() throws Exception {
    remote.callScope("write");
    try (McpTools tools = connect()) {
      signIn(tools, ADA, "ada@wiki");
      assertThat(call(tools, ADA).failure()).isEqualTo(FailureKind.AUTH_REQUIRED);
      signIn(tools, ADA, "ada@wiki");
      remote.forgetScopes();

      ToolResult result = call(tools, ADA);

      assertThat(result.failure()).isEqualTo(FailureKind.TOOL_FAILED);
      assertThat(result.message()).contains("do not permit this");
    }
  }

  @Test
  void keepsTheScopesOfTheNextSignInWhenATokenIsRenewedMeanwhile() throws Exception {
    try (McpTools tools = connect()) {
      signIn(tools, ADA, "ada@wiki");
      remote.callScope("write");
      call(tools, ADA);

      clock.advance(Duration.ofHours(2));
      call(tools, ADA);
      signIn(tools, ADA, "ada@wiki");

      assertThat(Contexts.said(call(tools, ADA))).isEqualTo("ada@wiki");
      assertThat(remote.refreshes()).isEqualTo(1);
    }
  }

  @Test
  void listsTheToolsWithAKeptSignInAfterARestart() throws Exception {
    try (McpTools tools = connect()) {
      signIn(tools, ADA, "ada@wiki");
    }

    try (McpTools tools = connect()) {
      assertThat(tools.tools()).hasSize(1);
      assertThat(call(tools, BOB).failure()).isEqualTo(FailureKind.AUTH_REQUIRED);
      assertThat(Contexts.said(call(tools, ADA))).isEqualTo("ada@wiki");
    }
  }

  @Test
  void callsNoMoreForAUserWhoHasSignedOut() throws Exception {
    try (McpTools tools = connect()) {
      signIn(tools, ADA, "ada@wiki");
      call(tools, ADA);

      signIns.signOut(ADA, tools.protectedServer("wiki").orElseThrow());

      assertThat(call(tools, ADA).failure()).isEqualTo(FailureKind.AUTH_REQUIRED);
    }
  }

  @Test
  void keepsATokenThatTheServerEchoesOutOfItsWords() throws Exception {
    try (MockWebServer echo = new MockWebServer()) {
      echo.enqueue(
          new MockResponse.Builder()
              .code(403)
              .body("{\"message\": \"the token secret-token is not enough\"}")
              .build());
      echo.start();
      String url = "http://127.0.0.1:" + echo.getPort() + "/mcp";
      try (McpTools tools = McpTools.builder(config(url)).tokens(new OneToken()).connect()) {
        assertThat(tools.servers().get(0).problem())
            .contains("the token [redacted] is not enough")
            .doesNotContain("secret");
        assertThat(echo.takeRequest().getHeaders().get("Authorization"))
            .isEqualTo("Bearer secret-token");
      }
    }
  }

  /** Tokens that an application has already. */
  private static final class OneToken implements UserTokens {
    @Override
    public Optional<String> token(UserId user, ProtectedServer server) {
      return Optional.of("secret-token");
    }

    @Override
    public Optional<String> renewed(UserId user, ProtectedServer server, String refused) {
      return Optional.empty();
    }

    @Override
    public SignIn signIn(ProtectedServer server) {
      return new SignIn(server.name(), "/");
    }

    @Override
    public Optional<UserId> anyone(ProtectedServer server) {
      return Optional.of(ADA);
    }
  }

  private McpTools connect() {
    return McpTools.builder(config(remote.uri().toString())).tokens(signIns).connect();
  }

  private static String config(String url) {
    return """
    {"mcpServers": {"wiki": {"url": "%s", "permission": "allow",
      "allowedAddresses": ["127.0.0.1"]}}}
    """
        .formatted(url);
  }

  private void signIn(McpTools tools, UserId user, String account) throws Exception {
    ProtectedServer server = tools.protectedServer("wiki").orElseThrow();
    SignInStart start = signIns.start(user, server, CALLBACK);
    HttpUrl back = HttpUrl.get(remote.signIn(start.authorizationUrl(), account).toString());
    signIns.finish(
        new SignInCallback(
            start.state(), back.queryParameter("code"), back.queryParameter("iss"), null));
    tools.signedIn("wiki");
    await().until(() -> !tools.tools().isEmpty());
  }

  private static ToolResult call(McpTools tools, UserId user) throws Exception {
    List<Tool> listed = tools.tools();
    return listed
        .get(0)
        .execute(JsonNodeFactory.instance.objectNode(), Contexts.builder().userId(user).build());
  }
}
