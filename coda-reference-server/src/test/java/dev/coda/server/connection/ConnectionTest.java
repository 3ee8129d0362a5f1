package dev.coda.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.coda.server.fixture.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class ConnectionTest {
  private static final String IMPORT = "/api/v1/sessions/import";

  private final RunningServer server = RunningServer.shared();
  private final String token = RunningServer.newToken(server.uri());
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(log);
    log.stop();
  }

  @Test
  void endsHalfRequests() {
    List<RawConnection> connections =
        List.of(
            connect(),
            connect().send("GET / HT"),
            connect().send("GET / HTTP/1.1|Host: localhost|X-Slow: "),
            connect().send(post("/api/v1/sessions", "Content-Length: 1000") + "{\"title\": "),
            connect().send(post(IMPORT, "Content-Length: 1000") + "{\"format\": "),
            connect().send(post(IMPORT, "Transfer-Encoding: chunked") + "3e8|{\"format\": "),
            connect().send(other(IMPORT, "Content-Length: 60000000") + "{\"format\": "));

    List<CompletableFuture<String>> ends = new ArrayList<>();
    connections.forEach(connection -> ends.add(connection.whenEnded()));
    List<String> answers = ends.stream().map(CompletableFuture::join).toList();

    assertThat(answers.subList(3, 7)).allMatch(answer -> answer.startsWith("HTTP/1.1 408"));
    assertNothingIsLeft();
    connections.forEach(RawConnection::close);
  }

  @Test
  void leavesNothingOfBrokenUploads() {
    for (int i = 0; i < 20; i++) {
      connect()
          .send(post(IMPORT, i % 2 == 0 ? "Content-Length: 1000" : "Transfer-Encoding: chunked"))
          .send(i % 2 == 0 ? "{\"format\": " : "3e8|{\"format\": ")
          .close();
      connect().send(post("/api/v1/sessions", "Content-Length: 1000")).send("{\"ti").close();
    }

    await().atMost(Duration.ofSeconds(30)).untilAsserted(this::assertNothingIsLeft);
    assertThat(server.newUser().get("/api/v1/auth/me").status()).isEqualTo(200);
  }

  @Test
  void boundsImportsOfOneUser() {
    List<RawConnection> slow = new ArrayList<>();
    try (RawConnection third = connect()) {
      for (int i = 0; i < 2; i++) {
        slow.add(connect().send(post(IMPORT, "Content-Length: 1000")).send("{\"format\": "));
      }
      await().until(() -> openTransferFiles().size() == 2);

      String answer = third.send(post(IMPORT, "Content-Length: 1000000") + "{").readToEnd();

      assertThat(answer)
          .startsWith("HTTP/1.1 429")
          .containsIgnoringCase("Retry-After: 5")
          .contains("rate_limited");
    } finally {
      slow.forEach(RawConnection::close);
    }
    await().atMost(Duration.ofSeconds(30)).untilAsserted(this::assertNothingIsLeft);
  }

  @Test
  void answersTooLargeImportAtOnceAndCloses() {
    try (RawConnection connection = connect()) {
      connection.send(post(IMPORT, "Content-Length: 100000000")).send(new byte[1 << 20]);

      assertThat(connection.readToEnd()).startsWith("HTTP/1.1 413").contains("payload_too_large");
    }
  }

  @Test
  void answersTooLargeChunkedImportAtTheLimit() {
    byte[] chunk = new byte[1 << 20];
    try (RawConnection connection = connect()) {
      connection.send(post(IMPORT, "Transfer-Encoding: chunked"));
      for (int i = 0; i < 90; i++) {
        connection.send("100000|").send(chunk).send("|");
      }

      assertThat(connection.readToEnd()).startsWith("HTTP/1.1 413");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/sessions",
        "/api/v1/chat/stream",
        "/api/v1/auth/login",
        "/api/v1/tools/calculator/execute",
        "/api/v1/settings",
        "/mcp"
      })
  void answersTooLargeBodyOfAnyRoute(String path) {
    try (RawConnection connection = connect()) {
      connection.send(post(path, "Content-Length: 100000000")).send(new byte[3 << 20]);

      assertThat(connection.readToEnd()).matches("(?s)HTTP/1.1 4(13|05) .*");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health HTTP/1.1||",
        "GET /health HTTP/1.1|Host: a|Host: b||",
        "GET /health HTTP/1.1|Host: a|X: b| c||",
        "GET /health HTTP/1.1\nHost: a\n\n",
        "POST /health HTTP/1.1|Host: a|Content-Length: 1|Transfer-Encoding:" + " xchunked||x",
        "POST /health HTTP/1.1|Host: a|Content-Length: 5|Transfer-Encoding:" + " chunked||0||",
        "POST /health HTTP/1.1|Host: a|Content-Length: 1|Content-Length: 2||x"
      })
  void refusesAmbiguousRequestAndReadsNothingAfterIt(String request) {
    try (RawConnection connection = connect()) {
      connection.send(request + "GET /health HTTP/1.1|Host: a||");

      String answers = connection.readToEnd();

      assertThat(answers)
          .matches("(?s)HTTP/1.[01] 400 .*")
          .containsIgnoringCase("connection: close");
      assertThat(answers).doesNotContain("200 OK");
    }
  }

  @Test
  void refusesMalformedChunk() {
    try (RawConnection connection = connect()) {
      connection.send(post("/api/v1/sessions", "Transfer-Encoding: chunked") + "zz|{}|");

      assertThat(connection.readToEnd()).startsWith("HTTP/1.1 400");
    }
    assertNothingIsLeft();
  }

  private RawConnection connect() {
    return RawConnection.to(server.uri());
  }

  private String other(String path, String length) {
    return post(path, length).replace(token, RunningServer.newToken(server.uri()));
  }

  private String post(String path, String length) {
    return "POST %s HTTP/1.1|Host: localhost|Content-Type: application/json|%s|Authorization: Bearer %s||"
        .formatted(path, length, token);
  }

  private void assertNothingIsLeft() {
    assertThat(log.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .extracting(ILoggingEvent::getFormattedMessage)
        .isEmpty();
    assertThat(openTransferFiles()).isEmpty();
  }

  /** Files without a name count too: the kernel shows what is open. */
  private static List<String> openTransferFiles() {
    Path descriptors = Path.of("/proc/self/fd");
    if (Files.notExists(descriptors)) {
      return List.of();
    }
    try (Stream<Path> open = Files.list(descriptors)) {
      return open.map(ConnectionTest::target)
          .filter(name -> name.contains("coda-import-"))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
