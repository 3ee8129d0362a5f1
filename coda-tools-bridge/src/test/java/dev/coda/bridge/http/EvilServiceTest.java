package dev.coda.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EvilServiceTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final byte[] MEGABYTE = new byte[1024 * 1024];

  static {
    Arrays.fill(MEGABYTE, (byte) ' ');
  }

  @Test
  void givesUpAHangingServiceAtTheTimeLimit() throws Exception {
    assertTimesOut((self, socket) -> self.waitForHangUp(socket));
  }

  @Test
  void givesUpAServiceThatHangsInsideItsHead() throws Exception {
    assertTimesOut((self, socket) -> {
      self.send(socket, "HTTP/1.1 200 OK\r\nContent-");
      self.waitForHangUp(socket);
    });
  }

  @Test
  void givesUpADrippingServiceAtTheTimeLimit() throws Exception {
    assertTimesOut((self, socket) -> {
      self.send(socket, OK + "Content-Length: 100000\r\n\r\n");
      while (true) {
        self.send(socket, " ");
        EvilServer.drip();
      }
    });
  }

  @Test
  void givesUpAtTheCallersDeadlineEvenIfTheToolAllowsMore() throws Exception {
    try (EvilServer server = new EvilServer(EvilServer::waitForHangUp);
        HttpToolClient client = Calls.client(server.port())) {
      ToolResult result =
          Calls.tool(client, "POST", server.url())
              .execute(
                  Calls.json("{}"),
                  Calls.contextBuilder().deadline(Instant.now().plusMillis(300)).build());

      assertThat(result.failure()).isEqualTo(FailureKind.TOOL_TIMEOUT);
    }
  }

  @Test
  void stopsReadingAnEndlessBodyAtTheCap() throws Exception {
    EvilServer.Behaviour endless =
        (self, socket) -> {
          self.send(socket, OK + "Connection: close\r\n\r\n");
          while (true) {
            self.send(socket, MEGABYTE);
          }
        };
    try (EvilServer server = new EvilServer(endless)) {
      ToolResult result = call(server);

      assertThat(result.failure()).isEqualTo(FailureKind.TOOL_OUTPUT_INVALID);
      assertThat(result.message()).isEqualTo("probe answered with more than the 8 MiB allowed.");
      assertThat(server.hungUp().await(10, TimeUnit.SECONDS)).isTrue();
      // What lies in the sockets' buffers is sent too, but not a multiple of it.
      assertThat(server.written()).isLessThan(30L * MEGABYTE.length);
    }
  }

  @Test
  void refusesABodyThatSaysItIsTenGigabytesWithoutReadingIt() throws Exception {
    ToolResult result =
        answering(OK + "Content-Length: 10737418240\r\n\r\n", EvilServer::waitForHangUp);

    assertThat(result.failure()).isEqualTo(FailureKind.TOOL_OUTPUT_INVALID);
  }

  @Test
  void boundsACompressedBombWithAFlatHeap() throws Exception {
    byte[] bomb = EvilServer.bomb(1024);
    EvilServer.Behaviour exploding =
        (self, socket) -> {
          self.send(
              socket, OK + "Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
          self.send(socket, bomb);
        };
    try (EvilServer server = new EvilServer(exploding)) {
      long before = EvilServer.usedHeap();
      for (int i = 0; i < 20; i++) {
        assertThat(call(server).failure()).isEqualTo(FailureKind.TOOL_OUTPUT_INVALID);
      }
      // Twenty bombs of 1 GiB each leave nothing behind.
      Awaitility.await().until(() -> EvilServer.usedHeap() - before < 20L * MEGABYTE.length);
    }
  }

  @Test
  void refusesJsonThatIsNestedTooDeep() throws Exception {
    String deep = "[".repeat(200_000);
    ToolResult result = answering(OK + "Connection: close\r\n\r\n" + deep);

    assertThat(result.failure()).isEqualTo(FailureKind.TOOL_OUTPUT_INVALID);
    assertThat(result.message())
        .isEqualTo("probe answered with JSON that is malformed or nested too deep.");
  }

  @Test
  void refusesANumberWhoseExponentNoStoreCanHold() throws Exception {
    ToolResult result = answering(OK + "Connection: close\r\n\r\n{\"n\": 1e999999999}");

    assertThat(result.failure()).isEqualTo(FailureKind.TOOL_OUTPUT_INVALID);
  }

  @Test
  void replacesCharactersThatNoStoreCanHold() throws Exception {
    ToolResult result = answering(OK + "Connection: close\r\n\r\n{\"t\": \"a\\u0000b\\ud800c\"}");

    assertThat(String.valueOf(result.output())).isEqualTo("{\"t\":\"a\uFFFDb\uFFFDc\"}");
  }

  @Test
  void reportsAPageWhereJsonWasPromised() throws Exception {
    ToolResult result =
        answering(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html></html>");

    assertThat(result.failure()).isEqualTo(FailureKind.TOOL_OUTPUT_INVALID);
    assertThat(result.message()).isEqualTo("probe answered with text/html instead of JSON.");
  }

  @Test
  void reportsAConnectionThatIsResetOrCut() throws Exception {
    ToolResult reset =
        answering(
            OK + "Content-Length: 100\r\n\r\n{", (self, socket) -> socket.setSoLinger(true, 0));
    ToolResult cut = answering(OK + "Content-Length: 100\r\n\r\n{");
    ToolResult garbage = answering("\u0000\u0001\u0002 hello\r\n\r\n");

    assertThat(reset.failure()).isEqualTo(FailureKind.TOOL_UNAVAILABLE);
    assertThat(cut.failure()).isEqualTo(FailureKind.TOOL_UNAVAILABLE);
    assertThat(garbage.failure()).isEqualTo(FailureKind.TOOL_UNAVAILABLE);
  }

  @Test
  void boundsAnEndlessHead() throws Exception {
    ToolResult result =
        answering(
            "HTTP/1.1 200 OK\r\n",
            (self, socket) -> {
              while (true) {
                self.send(socket, "X-Filler: " + "x".repeat(8000) + "\r\n");
              }
            });

    assertThat(result.failure()).isEqualTo(FailureKind.TOOL_UNAVAILABLE);
  }

  @Test
  void closesTheSocketWithinHalfASecondOfACancel() throws Exception {
    try (EvilServer server = new EvilServer(EvilServer::waitForHangUp);
        HttpToolClient client = Calls.client(server.port())) {
      CancelSignal signal = CancelSignal.create();
      HttpTool tool = Calls.tool(client, "POST", server.url());
      CompletableFuture<ToolResult> result =
          CompletableFuture.supplyAsync(() ->
              tool.execute(Calls.json("{}"), Calls.contextBuilder().cancelSignal(signal).build()));
      Awaitility.await().until(() -> server.requests() == 1);

      signal.cancel(CancelReason.REQUESTED);

      assertThat(server.hungUp().await(500, TimeUnit.MILLISECONDS)).isTrue();
      assertThat(result.get(500, TimeUnit.MILLISECONDS).failure()).isEqualTo(FailureKind.CANCELLED);
    }
  }

  @Test
  void waitsForANameNoLongerThanTheCallMayTake() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    NameResolver hanging =
        host -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        };
    CancelSignal signal = CancelSignal.create();
    try (HttpToolClient client = HttpToolClient.builder().resolver(hanging).build()) {
      HttpTool tool =
          Calls.tool(
              client,
              "POST",
              "https://slow.example/",
              spec -> spec.timeout(Duration.ofMillis(300)),
              endpoint -> endpoint);

      assertThat(tool.execute(Calls.json("{}"), Calls.context()).failure())
          .isEqualTo(FailureKind.TOOL_TIMEOUT);
      signal.cancel(CancelReason.REQUESTED);
      ToolContext cancelled = Calls.contextBuilder().cancelSignal(signal).build();
      assertThat(tool.execute(Calls.json("{}"), cancelled).failure())
          .isEqualTo(FailureKind.CANCELLED);
    } finally {
      never.countDown();
    }
  }

  @Test
  void opensOneConnectionForManyCalls() throws Exception {
    try (MockWebServer service = new MockWebServer()) {
      service.start();
      try (HttpToolClient client = Calls.client(service.getPort())) {
        HttpTool tool = Calls.tool(client, "POST", "http://localhost:" + service.getPort() + "/x");
        for (int i = 0; i < 3; i++) {
          service.enqueue(new MockResponse.Builder().body("{}").build());
          assertThat(tool.execute(Calls.json("{}"), Calls.context()).isOk()).isTrue();
          RecordedRequest request = service.takeRequest();
          assertThat(request.getConnectionIndex()).isZero();
          assertThat(request.getExchangeIndex()).isEqualTo(i);
        }
      }
    }
  }

  @Test
  void startsNothingThatIsAlreadyCancelled() throws Exception {
    try (EvilServer server = new EvilServer(EvilServer::waitForHangUp);
        HttpToolClient client = Calls.client(server.port())) {
      CancelSignal signal = CancelSignal.create();
      signal.cancel(CancelReason.REQUESTED);

      ToolResult result =
          Calls.tool(client, "POST", server.url())
              .execute(Calls.json("{}"), Calls.contextBuilder().cancelSignal(signal).build());

      assertThat(result.failure()).isEqualTo(FailureKind.CANCELLED);
      assertThat(server.requests()).isZero();
    }
  }

  private static void assertTimesOut(EvilServer.Behaviour behaviour) throws Exception {
    try (EvilServer server = new EvilServer(behaviour);
        HttpToolClient client = Calls.client(server.port())) {
      long start = System.nanoTime();
      ToolResult result =
          Calls.tool(
                  client,
                  "POST",
                  server.url(),
                  spec -> spec.timeout(Duration.ofMillis(400)),
                  endpoint -> endpoint)
              .execute(Calls.json("{}"), Calls.context());

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(result.failure()).isEqualTo(FailureKind.TOOL_TIMEOUT);
      assertThat(result.message()).isEqualTo("probe did not answer in time.");
      assertThat(server.hungUp().await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static ToolResult answering(String answer) throws IOException {
    return answering(answer, (self, socket) -> {});
  }

  private static ToolResult answering(String answer, EvilServer.Behaviour then) throws IOException {
    EvilServer.Behaviour behaviour =
        (self, socket) -> {
          self.send(socket, answer);
          then.answer(self, socket);
        };
    try (EvilServer server = new EvilServer(behaviour)) {
      return call(server);
    }
  }

  private static ToolResult call(EvilServer server) {
    try (HttpToolClient client = Calls.client(server.port())) {
      return Calls.tool(
              client,
              "POST",
              server.url(),
              spec -> spec.outputSchema(Calls.object()),
              endpoint -> endpoint)
          .execute(Calls.json("{}"), Calls.context());
    }
  }
}
