package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import dev.coda.testkit.mock.MockModelServer;
import dev.coda.testkit.mock.MockReply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams an answer while many clients make the server hash passwords. */
@Tag("loud")
class HashingDrillTest {
  private static final int CLIENTS = 16;
  private static final int QUIET_TOKENS = 80;
  private static final int TOKENS = QUIET_TOKENS + 250;

  /** Other processes of the machine can stretch a gap, but not five times in a row. */
  private static final int TRIES = 5;

  private static final Duration PACE = Duration.ofMillis(20);
  private static final Duration LONGEST_GAP = Duration.ofMillis(200);

  private final MockModelServer model = MockModelServer.start();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();

  @Test
  void streamsAtAnEvenPaceWhileOthersRegisterAndSignIn(@TempDir Path folder) throws Exception {
    try (ServerProcess server =
        ServerProcess.start(
            Map.of(
                "CODA_PORT", "0",
                "CODA_DATA_DIR", folder.resolve("data").toString(),
                "HOSTED_BASE_URL", model.baseUrl()),
            List.of("-D" + QuickPasswordHasher.OFF + "=true"))) {
      URI uri = server.awaitReady();
      Thread.ofVirtual().start(server::awaitEnd);
      List<String> users = Stream.generate(RunningServer::newAddress).limit(CLIENTS).toList();
      users.forEach(user -> register(uri, user));

      Gaps gaps = measure(uri, users);
      for (int i = 1; i < TRIES && gaps.loaded().compareTo(LONGEST_GAP) > 0; i++) {
        gaps = measure(uri, users);
      }

      assertThat(statuses).contains(200, 201).isSubsetOf(200, 201, 503);
      assertThat(gaps.loaded())
          .as("the longest gap without load is %s", gaps.quiet())
          .isLessThanOrEqualTo(LONGEST_GAP);
    } finally {
      model.close();
    }
  }

  /** Streams one answer, its second part under load. */
  private Gaps measure(URI uri, List<String> users) throws IOException, InterruptedException {
    String token = RunningServer.newToken(uri);
    String[] tokens = new String[TOKENS];
    Arrays.fill(tokens, "word ");
    model.enqueue(MockReply.text(tokens).pace(PACE));
    HttpRequest question =
        HttpRequest.newBuilder(uri.resolve("/api/v1/chat/stream"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"content": "Hello", "model_provider": "hosted", "model_name": "%s"}\
                    """
                        .formatted(MockModelServer.MODEL)))
            .build();
    AtomicBoolean stop = new AtomicBoolean();
    List<CompletableFuture<Void>> load = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    try (Stream<String> lines = http.send(question, BodyHandlers.ofLines()).body()) {
      lines
          .filter("event: content_delta"::equals)
          .forEach(line -> {
            times.add(System.nanoTime());
            if (times.size() == QUIET_TOKENS) {
              load.addAll(attack(uri, users, stop));
            }
          });
    } finally {
      stop.set(true);
    }
    CompletableFuture.allOf(load.toArray(CompletableFuture[]::new)).join();
    assertThat(times).hasSizeGreaterThan(QUIET_TOKENS + 50);
    return new Gaps(
        longest(times.subList(5, QUIET_TOKENS)),
        longest(times.subList(QUIET_TOKENS, times.size())));
  }

  private List<CompletableFuture<Void>> attack(URI uri, List<String> users, AtomicBoolean stop) {
    List<CompletableFuture<Void>> load = new ArrayList<>();
    for (String user : users) {
      load.add(loop(stop, () -> register(uri, RunningServer.newAddress())));
      load.add(
          loop(
              stop,
              () ->
                  ApiClient.of(uri)
                      .post("/api/v1/auth/login", RunningServer.credentials(user))
                      .status()));
    }
    return load;
  }

  private CompletableFuture<Void> loop(AtomicBoolean stop, IntSupplier request) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          while (!stop.get()) {
            int status = request.getAsInt();
            statuses.add(status);
            if (status == 503) {
              // So that the clients themselves do not use up the cores.
              LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
          }
          end.complete(null);
        });
    return end;
  }

  private static int register(URI uri, String address) {
    return ApiClient.of(uri)
        .post("/api/v1/auth/register", RunningServer.registration(address))
        .status();
  }

  private static Duration longest(List<Long> times) {
    long longest = 0;
    for (int i = 1; i < times.size(); i++) {
      longest = Math.max(longest, times.get(i) - times.get(i - 1));
    }
    return Duration.ofNanos(longest);
  }

  private record Gaps(Duration quiet, Duration loaded) {}
}
