package dev.coda.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RemoteTailTest {
  private final RemoteTail tail = new RemoteTail();

  @Test
  void hasNothingUntilSomethingArrives() {
    assertThat(tail.isFed()).isFalse();
    assertThat(tail.has(0)).isFalse();
    assertThat(tail.page(0)).isEmpty();
  }

  @Test
  void returnsWhatIsBehindANumber() {
    assertThat(tail.add(1, events(5, 9))).as("a gap before it").isTrue();
    assertThat(tail.add(1, events(10, 12))).as("a gap before it").isFalse();

    assertThat(tail.page(4)).isEqualTo(events(5, 12));
    assertThat(tail.page(10)).isEqualTo(events(11, 12));
    assertThat(tail.page(12)).isEmpty();
    assertThat(tail.page(3)).as("the store has 4").isEmpty();
  }

  @Test
  void startsAgainBehindAGap() {
    tail.add(1, events(5, 9));

    assertThat(tail.add(1, events(20, 21))).isTrue();

    assertThat(tail.page(8)).isEmpty();
    assertThat(tail.page(19)).isEqualTo(events(20, 21));
  }

  @Test
  void takesNothingTwice() {
    tail.add(1, events(5, 9));

    assertThat(tail.add(1, events(7, 11))).isFalse();

    assertThat(tail.page(4)).isEqualTo(events(5, 11));
  }

  @Test
  void takesNothingFromAProcessThatHasLostTheRun() {
    tail.add(2, events(600, 601));

    assertThat(tail.add(1, events(602, 603))).isFalse();

    assertThat(tail.page(599)).isEqualTo(events(600, 601));
  }

  @Test
  void isBoundedInNumberAndBytes() {
    tail.add(1, events(1, 5_000));
    assertThat(tail.has(5_000 - 1024)).isTrue();
    assertThat(tail.has(5_000 - 1025)).isFalse();

    for (long seq = 5_001; seq <= 5_100; seq++) {
      tail.add(1, List.of(event(seq, "x".repeat(64 << 10))));
    }

    assertThat(tail.has(5_099)).isTrue();
    assertThat(tail.has(5_100 - 17)).isFalse();
  }

  private static List<RunEvent> events(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(seq -> event(seq, "x")).toList();
  }

  private static RunEvent event(long seq, String text) {
    return new RunEvent(
        new RunId(new UUID(1, 2)),
        new SessionId(new UUID(3, 4)),
        seq,
        Instant.parse("2026-01-02T03:04:05Z"),
        new ContentDelta(new MessageId(new UUID(5, 6)), 0, 0, text, null));
  }
}
