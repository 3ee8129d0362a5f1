package dev.coda.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class NginxTest {
  @TempDir Path folder;

  @Test
  void passesAStreamOnAsItComes() throws Exception {
    RunningServer server = RunningServer.shared();
    String token = RunningServer.newToken(server.uri());
    try (Nginx nginx = Nginx.start(folder, server.uri())) {
      HttpRequest request =
          HttpRequest.newBuilder(nginx.uri().resolve("/api/v1/chat/stream"))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .POST(
                  BodyPublishers.ofString(
                      """
                      {"content": "what is 12*7", "tool_permissions": {"calculator": "ask"}}
                      """))
              .build();
      HttpResponse<InputStream> response =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        // The run waits for a person, so the stream is still open: what is here was not held back.
        String line = lines.readLine();
        while (line != null && !line.equals("event: run_paused")) {
          line = lines.readLine();
        }
        assertThat(line).isEqualTo("event: run_paused");
      }
      assertThat(response.headers().firstValue("X-Run-Id")).isPresent();
    }
  }

  @Test
  void showsTheWebUiWithTheServersHeadersAndHidesMetrics() throws Exception {
    RunningServer server = RunningServer.shared();
    Reply own = server.anonymous().get("/");
    try (Nginx nginx = Nginx.start(folder, server.uri())) {
      ApiClient client = ApiClient.of(nginx.uri());

      Reply page = client.get("/chats/some-page");
      assertThat(page.body()).isEqualTo("<p>");
      for (String header :
          List.of(
              "Content-Security-Policy",
              "X-Content-Type-Options",
              "X-Frame-Options",
              "Referrer-Policy",
              "Permissions-Policy",
              "Cross-Origin-Opener-Policy",
              "Cross-Origin-Resource-Policy")) {
        assertThat(page.header(header)).as(header).isEqualTo(own.header(header));
      }
      assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
      assertThat(client.get("/assets/none.js").status()).isEqualTo(404);
      assertThat(client.get("/health").status()).isEqualTo(200);
      assertThat(client.get("/prometheus").status()).isEqualTo(404);
    }
  }

  @Test
  void upgradesWebSocketsAndNamesTheClient() throws Exception {
    try (ServerSocket upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Nginx nginx =
            Nginx.start(folder, URI.create("http://127.0.0.1:" + upstream.getLocalPort()))) {
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), nginx.uri().getPort())) {
        client
            .getOutputStream()
            .write(
                """
                GET /ws/chat/1 HTTP/1.1\r
                Host: coda.example.org\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Forwarded: for=203.0.113.7\r
                \r
                """
                    .getBytes(StandardCharsets.UTF_8));
        try (Socket accepted = upstream.accept()) {
          assertThat(header(accepted))
              .contains(
                  "Upgrade: websocket",
                  "Connection: upgrade",
                  "Host: coda.example.org",
                  "X-Forwarded-For: 127.0.0.1",
                  "X-Forwarded-Proto: http",
                  "X-Forwarded-Host: coda.example.org")
              .noneMatch(line -> line.startsWith("Forwarded:"));
        }
      }
    }
  }

  /** The server breaks off each first request, when it has received it. */
  @ParameterizedTest
  @CsvSource({"GET, false, 200, 2", "POST, true, 200, 2", "POST, false, 502, 1"})
  void sendsARequestAgainThatMayBeRepeated(String method, boolean hasKey, int status, int received)
      throws Exception {
    AtomicInteger requests = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          if (requests.incrementAndGet() > 1) {
            exchange.sendResponseHeaders(200, -1);
          }
          exchange.close();
        });
    server.start();
    try (Nginx nginx = Nginx.start(folder, uri(server))) {
      ApiClient client = ApiClient.of(nginx.uri());
      ApiClient keyed = hasKey ? client.with("Idempotency-Key", "1") : client;

      String path = "/api/v1/sessions";
      Reply reply = method.equals("GET") ? keyed.get(path) : keyed.post(path, "{}");

      assertThat(reply.status()).isEqualTo(status);
      assertThat(requests).hasValue(received);
    } finally {
      server.stop(0);
    }
  }

  /** One of two servers is full: it refuses each POST. */
  @Test
  void letsAnotherServerAnswerWhatAFullOneRefuses() throws Exception {
    HttpServer full = answering(503);
    HttpServer free = answering(201);
    try (Nginx nginx = Nginx.start(folder, uri(full), uri(free))) {
      ApiClient client = ApiClient.of(nginx.uri());
      String path = "/api/v1/chat/stream";

      for (int i = 0; i < 8; i++) {
        ApiClient keyed = client.with("Idempotency-Key", Integer.toString(i));
        assertThat(keyed.post(path, "{}").status()).isEqualTo(201);
      }
      assertThat(Stream.generate(() -> client.post(path, "{}").status()).limit(8))
          .as("without a key, the first answer counts")
          .contains(201, 503)
          .isSubsetOf(201, 503);
    } finally {
      full.stop(0);
      free.stop(0);
    }
  }

  /** The address of all servers of a cluster is one, so nginx may never leave it alone. */
  @Test
  void keepsServersThatAreAllFullForOtherRequests() throws Exception {
    HttpServer full = answering(503);
    try (Nginx nginx = Nginx.start(folder, uri(full))) {
      ApiClient client = ApiClient.of(nginx.uri());

      for (int i = 0; i < 8; i++) {
        ApiClient keyed = client.with("Idempotency-Key", Integer.toString(i));
        assertThat(keyed.post("/api/v1/chat/stream", "{}").status()).isEqualTo(503);
      }

      assertThat(client.get("/api/v1/sessions").status()).isEqualTo(200);
    } finally {
      full.stop(0);
    }
  }

  /** Starts a server that answers each POST with this status, and the rest with 200. */
  private static HttpServer answering(int post) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(exchange.getRequestMethod().equals("POST") ? post : 200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static URI uri(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static List<String> header(Socket socket) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    List<String> lines = new ArrayList<>();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      lines.add(line);
    }
    return lines;
  }
}
