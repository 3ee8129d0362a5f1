package dev.coda.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.coda.api.id.UserId;
import dev.coda.bridge.oauth.InMemorySignIns;
import dev.coda.bridge.oauth.OAuthSignIns;
import dev.coda.bridge.oauth.ProtectedServer;
import dev.coda.bridge.oauth.SignInCallback;
import dev.coda.bridge.oauth.SignInException;
import dev.coda.bridge.oauth.SignInStart;
import dev.coda.testkit.time.FakeClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Sign-ins at an authorization server that others wrote, {@code oidc-provider}, whose tokens hold
 * for two seconds and whose refresh tokens may be used once: a second use ends the sign-in.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IndependentSignInTest {
  private static final UserId ADA = UserId.named("ada");
  private static final UserId BOB = UserId.named("bob");
  private static final URI CALLBACK = URI.create("https://chat.example.com/callback");
  private static final Duration LIFETIME = Duration.ofSeconds(2);

  private static final URI DOCUMENT = URI.create("https://chat.example.com/client");

  private static HttpServer documents;
  private static AuthorizationProcess remote;

  private final FakeClock clock = FakeClock.at(Instant.now());
  private final OAuthSignIns signIns = signIns(clock);

  @BeforeAll
  static void start() throws Exception {
    documents = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    documents.createContext(
        DOCUMENT.getPath(),
        exchange -> {
          byte[] document =
              signIns(Clock.systemUTC())
                  .clientDocument(DOCUMENT, CALLBACK)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, document.length);
          exchange.getResponseBody().write(document);
          exchange.close();
        });
    documents.start();
    remote =
        AuthorizationProcess.start(
            LIFETIME, "http://127.0.0.1:" + documents.getAddress().getPort());
  }

  @AfterAll
  static void stop() {
    if (remote != null) {
      remote.close();
    }
    if (documents != null) {
      documents.stop(0);
    }
  }

  @Test
  void signsEachUserInWithTheirOwnAccount() throws Exception {
    signIn(signIns, ADA, "ada@wiki");
    signIn(signIns, BOB, "bob@wiki");

    assertThat(account(signIns, ADA)).isEqualTo("ada@wiki");
    assertThat(account(signIns, BOB)).isEqualTo("bob@wiki");
  }

  @Test
  void isKnownByItsDocumentWithoutARegistration() throws Exception {
    OAuthSignIns documented =
        OAuthSignIns.builder(new InMemorySignIns(), server -> "/sign-in/" + server.name())
            .clock(clock)
            .clientDocument(callback -> Optional.of(DOCUMENT))
            .build();
    int before = remote.registrations();

    SignInStart start = documented.start(ADA, server(), CALLBACK);
    documented.finish(remote.decide(start.authorizationUrl(), CALLBACK, "account=ada"));
    clock.advance(LIFETIME);

    assertThat(start.authorizationUrl().getQuery()).contains("client_id=" + DOCUMENT);
    assertThat(account(documented, ADA)).as("a renewed token").isEqualTo("ada");
    assertThat(remote.registrations()).isEqualTo(before);
  }

  @Test
  void hasATokenThatHoldsHoweverShortTheyHold() throws Exception {
    OAuthSignIns now = signIns(Clock.systemUTC());
    signIn(now, ADA, "ada");
    Set<String> tokens = new HashSet<>();

    while (tokens.size() < 3) {
      String token = now.token(ADA, server()).orElseThrow();
      assertThat(remote.use(token).statusCode()).isEqualTo(200);
      tokens.add(token);
    }
  }

  @Test
  void renewsOnceForCallsAtTheSameMoment() throws Exception {
    signIn(signIns, ADA, "ada");
    int before = remote.refreshes();
    clock.advance(LIFETIME);
    CyclicBarrier together = new CyclicBarrier(16);

    List<CompletableFuture<String>> calls =
        IntStream.range(0, 16)
            .mapToObj(call ->
                CompletableFuture.supplyAsync(
                    () -> {
                      try {
                        together.await();
                        return signIns.token(ADA, server()).orElseThrow();
                      } catch (Exception e) {
                        throw new AssertionError(e);
                      }
                    },
                    task -> Thread.ofVirtual().start(task)))
            .toList();

    assertThat(calls.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(remote.refreshes() - before).isEqualTo(1);
    assertThat(account(signIns, ADA)).isEqualTo("ada");
  }

  @Test
  void wantsANewSignInWhereThePermissionWasTakenAway() throws Exception {
    signIn(signIns, ADA, "ada");
    remote.forget();

    clock.advance(LIFETIME);

    assertThat(signIns.token(ADA, server())).isEmpty();
    assertThat(signIns.isSignedIn(ADA, server())).isFalse();
  }

  @Test
  void refusesAnAnswerThatNamesAnotherIssuer() throws Exception {
    SignInCallback right = authorized(signIns, ADA, "account=ada");
    assertThat(right.issuer()).isEqualTo(remote.issuer());

    assertThatThrownBy(() ->
            signIns.finish(
                new SignInCallback(right.state(), right.code(), "https://evil.example.com", null)))
        .isInstanceOf(SignInException.class)
        .hasMessageContaining("another authorization server");
  }

  @Test
  void reportsThatThePersonRefused() throws Exception {
    SignInCallback back = authorized(signIns, ADA, "refuse");

    assertThatThrownBy(() -> signIns.finish(back))
        .isInstanceOf(SignInException.class)
        .hasMessageContaining("refused: access_denied");
  }

  @Test
  void leavesNoTokenThatHoldsAfterASignOut() throws Exception {
    signIn(signIns, ADA, "ada");
    String token = signIns.token(ADA, server()).orElseThrow();
    assertThat(remote.use(token).statusCode()).isEqualTo(200);

    assertThat(signIns.signOut(ADA, server())).isTrue();

    assertThat(remote.use(token).statusCode()).isEqualTo(401);
    assertThat(signIns.token(ADA, server())).isEmpty();
  }

  private static ProtectedServer server() {
    return new ProtectedServer(
        "wiki", remote.resource(), null, null, List.of(), List.of("127.0.0.1"));
  }

  private static OAuthSignIns signIns(Clock clock) {
    return OAuthSignIns.builder(new InMemorySignIns(), server -> "/sign-in/" + server.name())
        .clock(clock)
        .build();
  }

  private void signIn(OAuthSignIns signIns, UserId user, String account) throws Exception {
    signIns.finish(authorized(signIns, user, "account=" + account));
  }

  private SignInCallback authorized(OAuthSignIns signIns, UserId user, String decision)
      throws Exception {
    URI begin = signIns.start(user, server(), CALLBACK).authorizationUrl();
    return remote.decide(begin, CALLBACK, decision);
  }

  private String account(OAuthSignIns signIns, UserId user) throws IOException {
    Optional<String> token = signIns.token(user, server());
    HttpResponse<JsonNode> answer = remote.use(token.orElseThrow());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body().path("account").asText();
  }
}
