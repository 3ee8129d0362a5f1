package dev.coda.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AttemptWindowTest {
  private record Attempt(long at, boolean failed) {}

  @Property
  void countsTheSameAsAListOfItsAttempts(@ForAll long seed) {
    Random random = new Random(seed);
    int most = 1 + random.nextInt(50);
    long oldest = 1L + random.nextInt(200);
    AttemptWindow window = new AttemptWindow(most, Duration.ofNanos(oldest));
    Deque<Attempt> attempts = new ArrayDeque<>();
    long now = 1_767_323_045_000_000_000L;

    for (int i = 0; i < 300; i++) {
      // A clock that is set back must not confuse it.
      now += random.nextInt(12) - 2;
      switch (random.nextInt(20)) {
        case 0 -> {
          window.clear();
          attempts.clear();
        }
        case 1, 2 -> window.forgetOld(now);
        default -> {
          boolean failed = random.nextInt(3) == 0;
          window.add(now, failed);
          attempts.addLast(new Attempt(now, failed));
        }
      }
      long first = now - oldest;
      while (attempts.size() > most || (!attempts.isEmpty() && attempts.getFirst().at < first)) {
        attempts.removeFirst();
      }
      window.forgetOld(now);

      assertThat(window.size()).isEqualTo(attempts.size());
      assertThat(window.failureRate()).isEqualTo(rate(attempts));
    }
  }

  private static double rate(Deque<Attempt> attempts) {
    long failures = attempts.stream().filter(Attempt::failed).count();
    return attempts.isEmpty() ? 0 : (double) failures / attempts.size();
  }
}
