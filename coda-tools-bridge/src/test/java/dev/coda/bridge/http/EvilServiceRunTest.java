package dev.coda.bridge.http;

import static dev.coda.testkit.trajectory.TrajectoryAssert.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.RunRequest;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.api.tool.ToolSource;
import dev.coda.core.CodaAgent;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent whose tool's service does what no service should: the run continues and completes. */
@Timeout(60)
final class EvilServiceRunTest {
  private static final int CALLS = 5;
  private static final long MEGABYTE = 1024 * 1024;
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final String MOVED =
      "HTTP/1.1 307 Moved\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  private static final byte[] SPACES = " ".repeat((int) MEGABYTE).getBytes(UTF_8);

  /** Whether the tool or its executor notices first is chance. */
  private static final String TOO_LATE = "did not answer";

  /** Compressed before a call's time runs. */
  private static final byte[] BOMB = EvilServer.bomb(128);

  enum Evil {
    HANGS(TOO_LATE, EvilServer::waitForHangUp),
    HANGS_INSIDE_ITS_HEAD(TOO_LATE, "HTTP/1.1 200 OK\r\nContent-"),
    DRIPS(
        TOO_LATE,
        (self, socket) -> {
          self.send(socket, OK + "Content-Length: 100000\r\n\r\n");
          while (true) {
            self.send(socket, " ");
            EvilServer.drip();
          }
        }),
    SENDS_WITHOUT_END(
        "more than the 8 MiB allowed",
        (self, socket) -> {
          self.send(socket, OK + "Connection: close\r\n\r\n");
          while (true) {
            self.send(socket, SPACES);
          }
        }),
    CLAIMS_TEN_GIGABYTES("more than the 8 MiB allowed", OK + "Content-Length: 10737418240\r\n\r\n"),
    SENDS_A_BOMB(
        "more than the 8 MiB allowed",
        (self, socket) -> {
          self.send(socket, OK + "Content-Encoding: gzip\r\nConnection: close\r\n\r\n");
          self.send(socket, BOMB);
        }),
    NESTS_TOO_DEEP(
        "malformed or nested too deep",
        (self, socket) ->
            self.send(socket, OK + "Connection: close\r\n\r\n" + "[".repeat(200_000))),
    SENDS_A_HUGE_EXPONENT(
        "malformed or nested too deep",
        (self, socket) -> self.send(socket, OK + "Connection: close\r\n\r\n{\"n\": 1e999999999}")),
    SENDS_A_PAGE(
        "text/html instead of JSON",
        (self, socket) ->
            self.send(
                socket,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<p>")),
    RESETS(
        "could not be reached, or broke off",
        (self, socket) -> {
          self.send(socket, OK + "Content-Length: 100\r\n\r\n{");
          socket.setSoLinger(true, 0);
        }),
    BREAKS_OFF(
        "could not be reached, or broke off",
        (self, socket) -> self.send(socket, OK + "Content-Length: 100\r\n\r\n{")),
    SPEAKS_NO_HTTP(
        "could not be reached, or broke off",
        (self, socket) -> self.send(socket, "\u0000\u0001\u0002 hello\r\n\r\n")),
    SENDS_AN_ENDLESS_HEAD(
        "could not be reached, or broke off",
        (self, socket) -> {
          self.send(socket, "HTTP/1.1 200 OK\r\n");
          while (true) {
            self.send(socket, "X-Filler: " + "x".repeat(8000) + "\r\n");
          }
        }),
    LEADS_TO_METADATA_SERVER(
        "a redirect that is not followed", MOVED.formatted("http://169.254.169.254/")),
    LEADS_IN_CIRCLES("a redirect that is not followed", MOVED.formatted("/probe"));

    private final String told;

    @SuppressWarnings("ImmutableEnumChecker") // A lambda that keeps nothing.
    private final EvilServer.Behaviour behaviour;

    Evil(String told, EvilServer.Behaviour behaviour) {
      this.told = told;
      this.behaviour = behaviour;
    }

    Evil(String told, String answer) {
      this(
          told,
          (self, socket) -> {
            self.send(socket, answer);
            self.waitForHangUp(socket);
          });
    }

    /** Short only where it is what ends the call. */
    private Duration timeout() {
      return told.equals(TOO_LATE) ? Duration.ofMillis(400) : Duration.ofSeconds(10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void completesItsRunWithAFlatHeap(Evil evil) throws Exception {
    ScriptedModel model = ScriptedModel.of();
    for (int i = 0; i < CALLS; i++) {
      model.add(ModelScript.create().callTool("probe", "{\"n\": " + i + "}"));
    }
    model.add(ModelScript.create().say("The service is broken."));
    Stores stores = InMemoryStores.create();
    SessionId session = new SessionId(UUID.randomUUID());
    stores.sessions().create(Session.start(session, UserId.LOCAL, Instant.now()));

    try (EvilServer server = new EvilServer(evil.behaviour);
        HttpToolClient client = Calls.client(server.port());
        CodaAgent agent =
            CodaAgent.builder()
                .models(model)
                .tools(ToolSource.of(tool(client, server, evil.timeout())))
                .stores(stores)
                .build()) {
      long before = EvilServer.usedHeap();
      List<RunEvent> events = new ArrayList<>();
      agent.start(RunRequest.of(session, "Probe it.")).forEach(events::add);

      assertThat(events).completed().answer().isEqualTo("The service is broken.");
      List<ToolFinished> results =
          events.stream()
              .map(RunEvent::payload)
              .filter(ToolFinished.class::isInstance)
              .map(ToolFinished.class::cast)
              .toList();
      assertThat(results).hasSize(CALLS);
      assertThat(results)
          .allSatisfy(each -> {
            assertThat(each.status()).isNotEqualTo(ToolStatus.SUCCESS);
            assertThat(each.error()).contains(evil.told);
          });
      // What lies in the sockets' buffers is sent too, but not a multiple of it.
      assertThat(server.written()).isLessThan(CALLS * 30L * MEGABYTE);
      Awaitility.await().until(() -> EvilServer.usedHeap() - before < 20 * MEGABYTE);
    }
  }

  private static HttpTool tool(HttpToolClient client, EvilServer server, Duration timeout) {
    return Calls.tool(
        client,
        "POST",
        server.url(),
        spec -> spec.timeout(timeout).outputSchema(Calls.object()),
        endpoint -> endpoint);
  }
}
