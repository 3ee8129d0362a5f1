package dev.coda.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("drill")
class OutOfMemoryExitTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Path DATA = Path.of("target", "out-of-memory");

  @ParameterizedTest
  @ValueSource(strings = {"request", "run", "event-loop", "reactor", "dispatcher"})
  void saysThatMemoryIsExhaustedAndExits(String where) throws Exception {
    try (ServerProcess server =
            ServerProcess.start(
                Map.of("CODA_PORT", "0", "CODA_DATA_DIR", DATA.toString()),
                List.of("-Xmx160m", "-XX:MaxDirectMemorySize=32m"));
        HttpClient client = HttpClient.newHttpClient()) {
      URI hog = server.awaitReady().resolve("/api/v1/test/memory-hog/" + where);
      CompletableFuture<List<String>> output = CompletableFuture.supplyAsync(server::awaitEnd);

      CompletableFuture<?> _ =
          client.sendAsync(HttpRequest.newBuilder(hog).build(), BodyHandlers.discarding());

      assertThat(output).as("ends by itself").succeedsWithin(SOON);
      assertThat(server.exitCode()).isEqualTo(OutOfMemoryExit.EXIT_CODE);
      assertThat(output.join())
          .anySatisfy(
              line -> assertThat(line).startsWith("Coda is out of memory and exits with code 3: "));
      client.shutdownNow();
    }
  }
}
