package dev.coda.bridge.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.id.UserId;
import dev.coda.testkit.mock.MockSignInServer;
import dev.coda.testkit.time.FakeClock;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sign-ins against an authorization server that refuses all that OAuth 2.1 forbids. */
@Timeout(30)
class OAuthSignInsTest {
  private static final UserId ADA = UserId.named("ada");
  private static final UserId BOB = UserId.named("bob");
  private static final URI CALLBACK = URI.create("https://chat.example.com/callback");
  private static final List<String> LOOPBACK = List.of("127.0.0.1");

  private final FakeClock clock = FakeClock.at(Instant.parse("2026-01-02T12:00:00Z"));
  private final MockSignInServer remote = MockSignInServer.start(clock);
  private final InMemorySignIns store = new InMemorySignIns();
  private final OAuthSignIns signIns = signIns(store);
  private final ProtectedServer server = server(null, LOOPBACK);

  @AfterEach
  void close() {
    remote.close();
  }

  @Test
  void signsEachUserInWithTheirOwnAccount() throws Exception {
    assertThat(signIns.token(ADA, server)).isEmpty();

    SignedIn ada = signIn(ADA, "ada@wiki");
    signIn(BOB, "bob@wiki");

    assertThat(ada).isEqualTo(new SignedIn(ADA, "wiki"));
    assertThat(signIns.isSignedIn(ADA, server)).isTrue();
    assertThat(signIns.token(ADA, server)).isPresent().isNotEqualTo(signIns.token(BOB, server));
    assertThat(signIns.anyone(server)).contains(BOB);
    assertThat(remote.registrations()).as("one registration serves all users").isEqualTo(1);
  }

  @Test
  void keepsNoSecretInTextForms() throws Exception {
    SignInStart start = signIns.start(ADA, server, CALLBACK);

    assertThat(start.toString()).doesNotContain(start.state());
    assertThat(callback(remote.signIn(start.authorizationUrl(), "ada")).toString())
        .doesNotContain(start.state());
  }

  @Test
  void usesEachStateOnce() throws Exception {
    SignInCallback back = authorized(ADA, "ada");
    signIns.finish(back);

    assertFails("over or unknown", back);
  }

  @Test
  void refusesAStateThatItDidNotMake() throws Exception {
    SignInCallback back = authorized(ADA, "ada");

    assertFails("over or unknown", new SignInCallback("other", back.code(), back.issuer(), null));
    assertThat(signIns.isSignedIn(ADA, server)).isFalse();
  }

  @Test
  void refusesASignInThatTookTooLong() throws Exception {
    SignInCallback back = authorized(ADA, "ada");

    clock.advance(Duration.ofMinutes(10));

    assertFails("over or unknown", back);
  }

  @Test
  void refusesAnAnswerOfAnotherIssuer() throws Exception {
    SignInCallback right = authorized(ADA, "ada");

    assertFails(
        "another authorization server",
        new SignInCallback(right.state(), right.code(), "https://evil.example.com", null));
  }

  @Test
  void refusesAnAnswerWithoutTheIssuerThatTheServerPromised() throws Exception {
    SignInCallback right = authorized(ADA, "ada");

    assertFails(
        "another authorization server",
        new SignInCallback(right.state(), right.code(), null, null));
  }

  @Test
  void reportsThatThePersonRefused() throws Exception {
    SignInCallback right = authorized(ADA, "ada");

    assertFails(
        "refused: access_denied",
        new SignInCallback(right.state(), null, right.issuer(), "access_denied"));
  }

  @Test
  void renewsATokenBeforeItExpires() throws Exception {
    remote.tokenLifetime(Duration.ofSeconds(2));
    signIn(ADA, "ada");
    Optional<String> first = signIns.token(ADA, server);
    clock.advance(Duration.ofMillis(1500));
    assertThat(signIns.token(ADA, server)).isEqualTo(first);

    clock.advance(Duration.ofMillis(200));

    assertThat(signIns.token(ADA, server)).isPresent().isNotEqualTo(first);
    assertThat(remote.refreshes()).isEqualTo(1);
  }

  @Test
  void renewsATokenOnceForCallsAtTheSameMoment() throws Exception {
    remote.tokenLifetime(Duration.ofSeconds(2));
    signIn(ADA, "ada");
    clock.advance(Duration.ofSeconds(2));
    remote.tokenLifetime(Duration.ofHours(1));
    CountDownLatch together = new CountDownLatch(16);

    List<CompletableFuture<Optional<String>>> calls =
        IntStream.range(0, 16)
            .mapToObj(call ->
                CompletableFuture.supplyAsync(
                    () -> {
                      together.countDown();
                      await(together);
                      return token(signIns);
                    },
                    task -> new Thread(task).start()))
            .toList();

    assertThat(calls.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(remote.refreshes()).isEqualTo(1);
  }

  @Test
  void renewsATokenOnceForSeveralProcessesOverOneStore() throws Exception {
    remote.tokenLifetime(Duration.ofSeconds(2));
    signIn(ADA, "ada");
    clock.advance(Duration.ofSeconds(2));
    remote.tokenLifetime(Duration.ofHours(1));

    List<CompletableFuture<Optional<String>>> calls =
        IntStream.range(0, 4)
            .mapToObj(process -> signIns(store))
            .map(process ->
                CompletableFuture.supplyAsync(
                    () -> token(process), task -> new Thread(task).start()))
            .toList();
    clock.advanceUntil(
        () -> calls.stream().allMatch(CompletableFuture::isDone), Duration.ofMillis(50));

    assertThat(calls.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(remote.refreshes()).isEqualTo(1);
  }

  @Test
  void wantsANewSignInWhenTheRefreshIsRefused() throws Exception {
    remote.tokenLifetime(Duration.ofSeconds(2));
    signIn(ADA, "ada");
    remote.refuseRefresh(true);

    clock.advance(Duration.ofSeconds(2));

    assertThat(signIns.token(ADA, server)).isEmpty();
    assertThat(signIns.isSignedIn(ADA, server)).isFalse();
    assertThat(signIns.token(ADA, server)).isEmpty();
    assertThat(remote.refreshes()).isEqualTo(1);
  }

  @Test
  void keepsTheSignInWhileTheAuthorizationServerIsUnavailable() throws Exception {
    signIn(ADA, "ada");
    remote.close();
    clock.advance(Duration.ofMinutes(59).plusSeconds(30));
    assertThat(signIns.token(ADA, server)).as("early, the old one still holds").isPresent();

    clock.advance(Duration.ofMinutes(1));

    assertThatThrownBy(() -> signIns.token(ADA, server))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("at present");
    assertThat(signIns.isSignedIn(ADA, server)).isTrue();
  }

  @Test
  void replacesATokenThatTheServerRefuses() throws Exception {
    signIn(ADA, "ada");
    String refused = signIns.token(ADA, server).orElseThrow();

    assertThat(signIns.renewed(ADA, server, refused))
        .isPresent()
        .isNotEqualTo(Optional.of(refused));
    assertThat(signIns.renewed(ADA, server, refused)).isEqualTo(signIns.token(ADA, server));
    assertThat(remote.refreshes()).isEqualTo(1);
  }

  @Test
  void revokesBothTokensWhenTheUserSignsOut() throws Exception {
    signIn(ADA, "ada");

    assertThat(signIns.signOut(ADA, server)).isTrue();

    assertThat(remote.revoked()).isEqualTo(2);
    assertThat(signIns.token(ADA, server)).isEmpty();
    assertThat(signIns.signOut(ADA, server)).isFalse();
  }

  @Test
  void sendsATokenToNoOtherAddressUnderTheSameName() throws Exception {
    signIn(ADA, "ada");
    ProtectedServer moved =
        new ProtectedServer(
            "wiki", URI.create("https://other.example.com/mcp"), null, null, List.of(), List.of());

    assertThat(signIns.token(ADA, moved)).isEmpty();
    assertThat(signIns.isSignedIn(ADA, moved)).isFalse();
  }

  @Test
  void dialsNoAddressThatNobodyAllowed() {
    assertThatThrownBy(() -> signIns.start(ADA, server(null, List.of()), CALLBACK))
        .isInstanceOf(IOException.class);
    assertThat(remote.registrations()).isZero();
  }

  @Test
  void registersNoClientWhereTheEntryNamesOne() throws Exception {
    SignInStart start = signIns.start(ADA, server("own-client", LOOPBACK), CALLBACK);

    assertThat(parameters(start.authorizationUrl())).containsEntry("client_id", "own-client");
    assertThat(remote.registrations()).isZero();
  }

  private OAuthSignIns signIns(SignInStore over) {
    return OAuthSignIns.builder(over, protectedServer -> "/sign-in/" + protectedServer.name())
        .clock(clock)
        .build();
  }

  private ProtectedServer server(@Nullable String clientId, List<String> allowed) {
    return new ProtectedServer("wiki", remote.uri(), clientId, null, List.of(), allowed);
  }

  private SignedIn signIn(UserId user, String account) throws IOException {
    return signIns.finish(authorized(user, account));
  }

  private SignInCallback authorized(UserId user, String account) throws IOException {
    SignInStart start = signIns.start(user, server, CALLBACK);
    return callback(remote.signIn(start.authorizationUrl(), account));
  }

  private static SignInCallback callback(URI back) {
    Map<String, String> parameters = parameters(back);
    return new SignInCallback(
        parameters.getOrDefault("state", ""), parameters.get("code"), parameters.get("iss"), null);
  }

  private static Map<String, String> parameters(URI uri) {
    Map<String, String> parameters = new HashMap<>();
    Arrays.stream(uri.getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .forEach(
            pair -> parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    return parameters;
  }

  private Optional<String> token(OAuthSignIns process) {
    try {
      return process.token(ADA, server);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void assertFails(String words, SignInCallback back) {
    assertThatThrownBy(() -> signIns.finish(back))
        .isInstanceOf(SignInException.class)
        .hasMessageContaining(words);
  }
}
