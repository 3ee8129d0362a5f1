package dev.coda.core.internal.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.model.ModelRef;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private static final ModelRef A = ModelRef.of("a/m");
  private static final ModelRef B = ModelRef.of("b/m");

  private final Attempts attempts = new Attempts();

  @Test
  void reportsNothingOfAWholeAnswer() {
    attempts.started(A);
    attempts.said("one ");
    attempts.said("two");

    assertThat(attempts.answered()).isEmpty();
    assertThat(attempts.broken(true)).isEmpty();
  }

  @Test
  void keepsAllThatEachCutAttemptSaid() {
    attempts.started(A);
    attempts.said("");
    attempts.said("one ");
    attempts.said("two ");
    attempts.said("three");
    attempts.started(B);
    attempts.reset();
    attempts.said("four");
    attempts.reset();
    attempts.started(A);
    attempts.said("five");

    assertThat(attempts.answered())
        .containsExactly(new Attempts.Cut(A, "one two three"), new Attempts.Cut(B, "four"));
  }

  @Test
  void countsWhatIsStillBeingSaidWhenTheCallBreaks() {
    attempts.started(A);
    attempts.said("one");
    attempts.reset();
    attempts.started(B);
    attempts.said("two ");
    attempts.said("three");

    assertThat(attempts.broken(false))
        .containsExactly(new Attempts.Cut(A, "one"), new Attempts.Cut(B, "two three"));
    assertThat(attempts.broken(false)).isEmpty();
  }

  @Test
  void countsASilentModelOnlyIfItWasStopped() {
    attempts.started(A);
    assertThat(attempts.broken(false)).isEmpty();

    attempts.started(A);
    assertThat(attempts.broken(true)).containsExactly(new Attempts.Cut(A, ""));
  }
}
