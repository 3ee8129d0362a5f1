package dev.coda.server.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.core.signal.Signals;
import dev.coda.server.signal.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReplicatedBucketsTest {
  private static final UUID ADA = new UUID(1, 2);
  private static final UUID BOB = new UUID(3, 4);

  private final Pair pair = new Pair();
  private final List<Runnable> due = new ArrayList<>();
  private final Buckets here = shared(pair.left());
  private final Buckets there = shared(pair.right());

  @Test
  void whatIsTakenAtOneServerIsMissingAtTheOther() {
    for (int i = 0; i < 6; i++) {
      assertThat(here.take(ADA).taken()).isTrue();
    }
    tell();

    assertThat(there.level(ADA).left()).isEqualTo(4);
    assertThat(there.level(BOB).left()).isEqualTo(10);
    there.charge(ADA, 9);
    tell();
    assertThat(here.take(ADA).taken()).isFalse();
  }

  @Test
  void serversAreToldOfManyRequestsAtOnce() {
    here.take(ADA);
    here.take(ADA);
    here.take(BOB);

    assertThat(due).hasSize(1);
    tell();
    here.take(ADA);
    assertThat(due).hasSize(1);
  }

  @Test
  void aRefusedRequestIsChargedNowhere() {
    here.charge(ADA, 20);
    tell();
    there.charge(ADA, 0);
    assertThat(here.take(ADA).taken()).isFalse();

    assertThat(due).isEmpty();
  }

  @Test
  void aMessageOfSomethingElseChangesNothing() {
    pair.left().broadcast("rate-test", "nobody much");

    assertThat(there.level(ADA).left()).isEqualTo(10);
  }

  @Test
  void aServerAloneTellsNobody() {
    Buckets alone = new LocalBuckets(10, () -> 0);

    assertThat(ReplicatedBuckets.create(alone, Signals.none(), "rate-test", due::add))
        .isSameAs(alone);
  }

  private Buckets shared(Signals signals) {
    return ReplicatedBuckets.create(new LocalBuckets(10, () -> 0), signals, "rate-test", due::add);
  }

  private void tell() {
    List<Runnable> now = List.copyOf(due);
    due.clear();
    now.forEach(Runnable::run);
  }
}
