package dev.coda.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.benchmarks.harness.Contestant;
import dev.coda.benchmarks.harness.Order;
import dev.coda.benchmarks.harness.Result;
import dev.coda.benchmarks.harness.StreamClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Has Coda and the floors stream a little, in this JVM; the figures mean nothing. */
@Timeout(60)
final class StreamsTest {
  private static final List<StreamClient.Factory> LIBRARIES =
      List.of(
          new CodaClient.Library(), new RawSocketClient.Library(), new OkHttpModelClient.Library());

  private ModelHost host;

  @BeforeEach
  void start() throws InterruptedException {
    host = ModelHost.start();
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void everyOneReceivesEveryToken() {
    for (StreamClient.Factory library : LIBRARIES) {
      try (Contestant contestant = new Contestant(library)) {
        for (Order order :
            List.of(
                new Order(host.address(), 4, 300, 0, 0),
                new Order(host.address(), 20, 5, 10, 50))) {
          Result result = contestant.follow("stream " + order.line());

          assertThat(result.error()).as(library.getClass().getName()).isEmpty();
          assertThat(result.figures())
              .containsKeys("cpu", "wall", "first50", "first99", "threads", "rss");
          assertThat(Result.parse(result.line())).isEqualTo(result);
        }
      }
    }
  }

  @Test
  void codaAndTheFloorFollowToolCallsToTheAnswer() {
    for (StreamClient.Factory library :
        List.of(new CodaClient.Library(), new OkHttpModelClient.Library())) {
      try (Contestant contestant = new Contestant(library)) {
        Result result = contestant.follow("loop http://" + host.address() + "/loop/3/v1 5");

        assertThat(result.error()).as(library.getClass().getName()).isEmpty();
        assertThat(result.figures()).containsKeys("p50", "p99", "cpu");
      }
    }
  }

  @Test
  void anAnswerThatLacksATokenIsAnError() {
    StreamClient.Factory forgetful = baseUrl -> token -> token.accept("tok0 ");
    try (Contestant contestant = new Contestant(forgetful)) {
      Result result = contestant.follow("stream " + new Order(host.address(), 1, 2, 0, 0).line());

      assertThat(result.error()).contains("another text");
      assertThat(Result.parse(result.line())).isEqualTo(result);
    }
  }
}
