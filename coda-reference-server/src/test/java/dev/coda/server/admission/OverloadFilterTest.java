package dev.coda.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.RunAdmission.Permit;
import dev.coda.api.id.UserId;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets while the limit of active runs is reached. */
final class OverloadFilterTest {
  private static final String CHAT = "/api/v1/chat/stream";
  private static final String QUESTION = "{\"content\": \"Hello\"}";
  private static final Duration LOOP = Duration.ofSeconds(3);
  private static final int LOOPING = 64;

  /** Three at once, five at growing pauses, one a second from then on, and one that was begun. */
  private static final int MOST_REFUSALS = 12;

  private final RunningServer server = RunningServer.shared();
  private final ApiClient user = server.newUser();
  private final List<Permit> permits = new ArrayList<>();

  @BeforeEach
  void fill() {
    ServerAdmission admission = server.bean(ServerAdmission.class);
    UserId somebody = new UserId(UUID.randomUUID());
    int most = server.bean(AdmissionSettings.class).maxActiveRuns();
    while (admission.open() < most) {
      permits.add(admission.resume(somebody));
    }
  }

  @AfterEach
  void empty() {
    permits.forEach(Permit::close);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CHAT,
        "/api/v1/sessions/01900000-0000-7000-8000-000000000000/messages",
        "/api/v1/tools/calculator/execute"
      })
  void refusesNewTurnsBeforeAnythingElse(String path) {
    Reply refused = server.anonymous().post(path, "not even JSON");

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.code()).isEqualTo("unavailable");
    assertThat(refused.header("Retry-After")).isEqualTo("2");
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void answersAsWithAnyOtherProblem() {
    Reply other = user.get("/api/v1/tools/nonesuch");

    Reply refused = user.post(CHAT, QUESTION);

    assertThat(headers(refused)).containsAll(headers(other));
    assertThat(refused.header("Content-Security-Policy"))
        .isEqualTo(other.header("Content-Security-Policy"));
    assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
    assertThat(
            ZonedDateTime.parse(refused.header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant())
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    assertThat(refused.json().path("detail").asText())
        .isEqualTo("The server has too much to do; try again.");
    assertThat(refused.json().fieldNames())
        .toIterable()
        .containsExactlyElementsOf(() -> other.json().fieldNames());
  }

  /** Names of all but the user's own limits: a refusal comes before anybody is signed in. */
  private static Set<String> headers(Reply reply) {
    return reply.headers().map().keySet().stream()
        .filter(name -> !name.startsWith("ratelimit-"))
        .collect(Collectors.toSet());
  }

  @Test
  void namesTheRequest() {
    Reply unnamed = user.post(CHAT, QUESTION);
    Reply named = user.with("X-Request-Id", "mine").post(CHAT, QUESTION);

    assertThat(unnamed.json().path("trace_id").asText()).isEqualTo(unnamed.header("X-Request-Id"));
    assertThat(unnamed.header("traceresponse")).contains(unnamed.header("X-Request-Id"));
    assertThat(named.header("X-Request-Id")).isEqualTo("mine");
  }

  @Test
  void refusesRequestWithKeyThatIsNotKnownAlike() {
    Reply refused = user.with("Idempotency-Key", "new").post(CHAT, QUESTION);

    Reply early = user.post(CHAT, QUESTION);

    assertThat(refused.status()).isEqualTo(503);
    assertThat(headers(refused)).isEqualTo(headers(early));
    assertThat(refused.json().path("detail")).isEqualTo(early.json().path("detail"));
    assertThat(refused.header("Retry-After")).isEqualTo("2");
  }

  @Test
  void doesNotWaitForTheBody() throws IOException {
    try (Socket socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
      socket.setSoTimeout((int) Duration.ofSeconds(8).toMillis());
      String header =
          "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n\r\n".formatted(CHAT);
      socket.getOutputStream().write(header.getBytes(StandardCharsets.US_ASCII));

      String status =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();

      assertThat(status).isEqualTo("HTTP/1.1 503 Service Unavailable");
    }
  }

  /** Each of them would be refused thousands of times a second. */
  @Test
  void isNotKeptBusyByClientsThatRetryWithoutAPause() throws Exception {
    List<Future<Integer>> loops = new ArrayList<>();
    List<Long> others = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long end = System.nanoTime() + LOOP.toNanos();
      for (int i = 0; i < LOOPING; i++) {
        loops.add(threads.submit(() -> retryUntil(end)));
      }
      while (System.nanoTime() < end) {
        long start = System.nanoTime();
        assertThat(user.get("/api/v1/auth/me").status()).isEqualTo(200);
        others.add(System.nanoTime() - start);
      }
    }

    int refusals = 0;
    for (Future<Integer> loop : loops) {
      assertThat(loop.get()).isBetween(1, MOST_REFUSALS);
      refusals += loop.get();
    }
    System.out.printf(
        "%d clients in a loop refused %d times; %d requests of another, %d us each%n",
        LOOPING,
        refusals,
        others.size(),
        others.stream().sorted().toList().get(others.size() / 2) / 1_000);
  }

  private int retryUntil(long end) throws IOException {
    byte[] request =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(CHAT, QUESTION.length(), QUESTION)
            .getBytes(StandardCharsets.US_ASCII);
    int refused = 0;
    try (KeptConnection connection = KeptConnection.to(server.uri(), Duration.ofSeconds(30))) {
      while (System.nanoTime() < end) {
        KeptConnection.Head head = connection.send(request);
        connection.body(head);
        assertThat(head.status()).isEqualTo(503);
        refused++;
      }
    }
    return refused;
  }

  @Test
  void letsEverythingElsePass() {
    assertThat(user.get("/api/v1/sessions").status()).isEqualTo(200);
    assertThat(user.post("/api/v1/sessions", "{}").status()).isEqualTo(201);
  }
}
