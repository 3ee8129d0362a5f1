package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.coda.server.database.DatabaseAddress;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.secret.Secrets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecretsStayHiddenTest {
  private final RunningServer server = RunningServer.shared();
  private final Logger root = (Logger) LoggerFactory.getLogger("ROOT");
  private final Logger coda = (Logger) LoggerFactory.getLogger("dev.coda");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    root.addAppender(log);
    coda.setLevel(Level.TRACE);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(log);
    coda.setLevel(Level.INFO);
  }

  @Test
  void noSecretReachesTheLogOrAnError() {
    String canary = "canary-0123456789";
    String address = RunningServer.newAddress();
    String body =
        """
        {"email": "%s", "password": "%s"}\
        """
            .formatted(address, canary);
    Reply registered = server.anonymous().post("/api/v1/auth/register", body);
    Reply taken = server.anonymous().post("/api/v1/auth/register", body);
    Reply malformed = server.anonymous().post("/api/v1/auth/login", body.replace("\"}", "\""));
    Reply unknown =
        server.anonymous().post("/api/v1/auth/login", body.replace("email", "canary-field"));
    Reply refused = server.anonymous().bearer(canary).get("/api/v1/auth/me");
    Reply failed = server.anonymous().post("/api/v1/test/failure", "{\"text\":\"" + canary + "\"}");

    assertThat(registered.status()).isEqualTo(201);
    assertThat(failed.status()).isEqualTo(500);
    assertThat(List.of(taken, malformed, unknown, refused, failed))
        .noneMatch(reply -> reply.body().contains(canary));
    String token = registered.json().path("access_token").asText();
    String refresh = registered.cookies().getOrDefault("coda_refresh", canary);
    assertThat(logged())
        .contains("IllegalStateException")
        .doesNotContain(canary, token, refresh, server.bean(Secrets.class).jwtSecret());
  }

  @Test
  void noSecretIsInAText() {
    Secrets secrets = server.bean(Secrets.class);
    DatabaseAddress database = server.bean(DatabaseAddress.class);

    assertThat(secrets.toString())
        .doesNotContain(secrets.jwtSecret())
        .doesNotContain(secrets.encryptionKeys().getFirst());
    assertThat(database.toString()).doesNotContain(database.password());
  }

  private String logged() {
    return log.list.stream()
        .map(event ->
            event.getFormattedMessage()
                + (event.getThrowableProxy() == null
                    ? ""
                    : ThrowableProxyUtil.asString(event.getThrowableProxy())))
        .collect(Collectors.joining("\n"));
  }
}
