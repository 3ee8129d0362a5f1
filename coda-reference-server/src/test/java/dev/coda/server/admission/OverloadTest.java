package dev.coda.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is offered five times what it can do, by people who do not wait as scripted. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("loud")
class OverloadTest {
  private static final Duration STEP = Duration.ofSeconds(3);
  private static final int WARM_RATE = 40;
  private static final int FIRST_RATE = 40;
  private static final int HIGHEST_RATE = 320;
  private static final int TIMES = 5;
  private static final int TRIES = 3;

  /** Of what the server completes in a second of its own processor time, refusals included. */
  private static final double LEAST_KEPT = 0.8;

  /** The clients, the database and other tests share the processors with the server. */
  private static final double LEAST_RATE_KEPT = 0.5;

  @Test
  void keepsMostOfItsGoodputAtFiveTimesTheLoadAndShedsTheRestQuickly() throws Exception {
    try (ServerProcess server =
            ServerProcess.start(
                Map.of(
                    "CODA_PORT", "0",
                    "CODA_DATA_DIR", Path.of("target", "overload").toString(),
                    "CODA_CONCURRENT_RUNS", "10000"));
        OpenLoop clients = new OpenLoop(server::cpuTime)) {
      URI uri = server.awaitReady();
      Thread.ofVirtual().start(server::awaitEnd);
      String token = RunningServer.newToken(uri);
      clients.aim(uri, token);
      clients.offer(WARM_RATE, STEP.multipliedBy(2));

      OpenLoop.Load best = best(clients);
      OpenLoop.Load over = clients.offer((int) (TIMES * best.goodput()), STEP.multipliedBy(2));
      for (int i = 1; i < TRIES && !keepsEnough(best, over); i++) {
        over = clients.offer((int) (TIMES * best.goodput()), STEP.multipliedBy(2));
      }
      System.out.printf(
          "best %s%nover %s%nkept %.2f of the work by processor time, %.2f by time%n",
          best, over, kept(best, over), rateKept(best, over));

      assertThat(over.unexpected()).isEmpty();
      assertThat(over.shed()).as("what the machine cannot do is refused").isPositive();
      assertThat(over.shedWithoutRetryAfter()).isZero();
      assertThat(over.shedTime(50)).isLessThan(Duration.ofSeconds(1));
      assertThat(over.shedTime(95)).isLessThan(Duration.ofSeconds(4));
      assertThat(over.startTime(95)).isLessThan(Duration.ofSeconds(4));
      assertThat(kept(best, over))
          .as("completed turns by processor time")
          .isGreaterThanOrEqualTo(LEAST_KEPT);
      assertThat(rateKept(best, over))
          .as("completed turns by time")
          .isGreaterThanOrEqualTo(LEAST_RATE_KEPT);

      ApiClient user = ApiClient.of(uri).bearer(token);
      OpenLoop.Load after = clients.offer(2, STEP);
      System.out.printf("after %s%n", after);
      assertThat(after.shed()).isZero();
      assertThat(after.startTime(50)).isLessThan(Duration.ofSeconds(1));
      assertThat(user.post("/api/v1/chat/stream", "{\"content\": \"what is 12*7\"}").body())
          .contains("84", "\"completed\"");
    }
  }

  private static boolean keepsEnough(OpenLoop.Load best, OpenLoop.Load over) {
    return kept(best, over) >= LEAST_KEPT && rateKept(best, over) >= LEAST_RATE_KEPT;
  }

  /** Returns which part is left of what the server completes in a second of its processor time. */
  private static double kept(OpenLoop.Load best, OpenLoop.Load over) {
    return (double) best.cost().toNanos() / over.cost().toNanos();
  }

  private static double rateKept(OpenLoop.Load best, OpenLoop.Load over) {
    return over.goodput() / best.goodput();
  }

  /** Offers more and more until no more is done. */
  private static OpenLoop.Load best(OpenLoop clients) {
    OpenLoop.Load best = clients.offer(FIRST_RATE, STEP);
    for (int rate = 2 * FIRST_RATE; rate <= HIGHEST_RATE; rate *= 2) {
      OpenLoop.Load load = clients.offer(rate, STEP);
      System.out.printf("step %s%n", load);
      if (load.goodput() > best.goodput()) {
        best = load;
      }
      if (load.goodput() < 0.8 * rate) {
        break;
      }
    }
    return best;
  }
}
