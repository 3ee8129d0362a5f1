package dev.coda.core.run;

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

class RunFeedTest {
  private static final UUID ID = UUID.randomUUID();
  private static final int LARGE = 100_000;

  private final RunFeed feed = new RunFeed(1024);

  @Test
  void keepsAMegabyteOfStoredEventsAtMost() throws Exception {
    feed.publish(events(1, 40));
    feed.stored(40);

    assertThat(state(20)).isEqualTo(RunFeed.State.BEHIND);
    assertThat(state(30)).isEqualTo(RunFeed.State.EVENTS);
  }

  @Test
  void keepsEventsThatAreNotStoredYet() throws Exception {
    feed.publish(events(1, 40));

    assertThat(state(0)).isEqualTo(RunFeed.State.EVENTS);

    feed.stored(5);
    assertThat(state(4)).isEqualTo(RunFeed.State.BEHIND);
    assertThat(state(5)).isEqualTo(RunFeed.State.EVENTS);
  }

  @Test
  void givesAViewerAFewEventsAtOnce() throws Exception {
    feed.publish(events(1, 40));

    assertThat(feed.await(10, 0).events())
        .extracting(RunEvent::seq)
        .hasSizeBetween(1, 2)
        .startsWith(11L);
  }

  @Test
  void givesAViewerAnEventWhateverItsSize() throws Exception {
    feed.publish(List.of(event(1, 5 << 20), event(2, 1)));

    assertThat(feed.await(0, 0).events()).extracting(RunEvent::seq).containsExactly(1L);
  }

  @Test
  void knowsHowFarAViewerIsBehind() {
    feed.publish(events(1, 8));

    assertThat(feed.bytesBehind(8)).isZero();
    assertThat(feed.bytesBehind(6)).isBetween(2L * LARGE, 2L * LARGE + 1_000);
    feed.publish(events(9, 40));
    feed.stored(48);
    assertThat(feed.bytesBehind(1)).isBetween(9L * LARGE, 12L * LARGE);
  }

  private RunFeed.State state(long afterSeq) throws InterruptedException {
    return feed.await(afterSeq, 0).state();
  }

  private static List<RunEvent> events(long first, int count) {
    return LongStream.range(first, first + count).mapToObj(seq -> event(seq, LARGE)).toList();
  }

  private static RunEvent event(long seq, int size) {
    return new RunEvent(
        new RunId(ID),
        new SessionId(ID),
        seq,
        Instant.EPOCH,
        new ContentDelta(new MessageId(ID), 0, 0, "x".repeat(size)));
  }
}
