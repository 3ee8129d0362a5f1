package dev.coda.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Heartbeat heartbeat = new Heartbeat(nanos::get);
  private final List<String> events = new ArrayList<>();

  @Test
  void aClientThatDoesNotAnswerForFortyFiveSecondsIsGone() {
    beatAfter(15);
    beatAfter(15);
    heartbeat.heard();
    beatAfter(15);
    beatAfter(15);
    beatAfter(15);

    assertThat(events).containsExactly("ping", "ping", "ping", "ping", "gone");
  }

  private void beatAfter(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    heartbeat.beat(() -> events.add("ping"), () -> events.add("gone"));
  }
}
