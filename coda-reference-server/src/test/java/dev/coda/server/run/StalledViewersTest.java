package dev.coda.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import dev.coda.testkit.mock.MockModelServer;
import dev.coda.testkit.mock.MockReply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Viewers that do not read, in numbers, on a run that writes much, in a process with little memory.
 */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StalledViewersTest {
  private static final int VIEWERS = 100;

  /** Almost as much as an answer may have. */
  private static final int TOKENS = 200;

  private static final int TOKEN_SIZE = 20_000;
  private static final String SMALL_PROCESS = "-Xmx256m -XX:MaxDirectMemorySize=64m";
  private static final Path DATA = Path.of("target", "stalled-viewers");

  @TempDir private Path tools;

  @Test
  void holdUpNobodyWhoReads() throws Exception {
    Files.deleteIfExists(DATA.resolve("postgres.complete"));
    List<String> log;
    try (MockModelServer model = MockModelServer.start();
        ServerProcess server = ServerProcess.start(environment(model))) {
      URI uri = server.awaitReady();
      Thread printed = Thread.ofVirtual().start(server::awaitEnd);
      String token = RunningServer.newToken(uri);
      model.enqueue(MockReply.text(tokens()).pace(Duration.ofMillis(3)));

      List<Socket> stalled = new ArrayList<>();
      try {
        HttpResponse<Stream<String>> reader = ask(uri, token);
        String run = reader.headers().firstValue("X-Run-Id").orElseThrow();
        for (int i = 0; i < VIEWERS; i++) {
          stalled.add(open(uri, "/api/v1/runs/" + run + "/events", token));
        }
        Transcript seen = Transcript.read(reader.body());

        assertThat(seen.characters()).isEqualTo((long) TOKENS * TOKEN_SIZE);
        assertThat(seen.lastType()).isEqualTo("run_finished");
        ApiClient user = ApiClient.of(uri).bearer(token);
        assertThat(
                user.post(
                        "/api/v1/chat/stream",
                        """
                        {"content": "what is 12*7", "model_provider": "demo", "model_name": "demo"}\
                        """)
                    .body())
            .contains("84")
            .contains("event: run_finished");
        assertThat(stalled.stream().map(StalledViewersTest::firstLine))
            .as("answers to those who did not read")
            .containsOnly("HTTP/1.1 200 OK");
      } finally {
        for (Socket socket : stalled) {
          socket.close();
        }
      }
      server.close();
      printed.join();
      log = server.output();
    }
    assertThat(log).noneMatch(line -> line.contains("OutOfMemoryError"));
  }

  private Map<String, String> environment(MockModelServer model) {
    return Map.of(
        "CODA_PORT", "0",
        "CODA_DATA_DIR", DATA.toString(),
        "CODA_TOOLS_DIR", tools.toString(),
        "HOSTED_BASE_URL", model.baseUrl(),
        "JAVA_TOOL_OPTIONS", SMALL_PROCESS);
  }

  private static String[] tokens() {
    return Collections.nCopies(TOKENS, "x".repeat(TOKEN_SIZE)).toArray(String[]::new);
  }

  private static HttpResponse<Stream<String>> ask(URI server, String token) throws Exception {
    String body =
        """
        {"content": "Write much.", "model_provider": "hosted", "model_name": "%s"}\
        """
            .formatted(MockModelServer.MODEL);
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/v1/chat/stream"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofLines());
  }

  private static Socket open(URI server, String path, String token) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    String request =
        "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(path, token);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String firstLine(Socket socket) {
    try {
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** What a viewer has seen of an answer: how long it is, and how the stream ended. Immutable. */
  private record Transcript(long characters, String lastType) {
    private static final Pattern OFFSET = Pattern.compile("\"offset\":(\\d+)");

    static Transcript read(Stream<String> lines) {
      long characters = 0;
      String type = "";
      for (String line : (Iterable<String>) lines::iterator) {
        if (line.startsWith("event: ")) {
          type = line.substring("event: ".length());
        } else if (line.startsWith("data: ") && type.equals("content_delta")) {
          // A frame can repeat what came before, and then its offset says so.
          Matcher offset = OFFSET.matcher(line);
          assertThat(offset.find()).isTrue();
          long end =
              Long.parseLong(offset.group(1))
                  + line.chars().filter(character -> character == 'x').count();
          characters = Math.max(characters, end);
        }
      }
      return new Transcript(characters, type);
    }
  }
}
