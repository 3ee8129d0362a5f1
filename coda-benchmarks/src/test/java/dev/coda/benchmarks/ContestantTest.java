package dev.coda.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.benchmarks.harness.Contestant;
import dev.coda.benchmarks.harness.DurableLibrary;
import dev.coda.benchmarks.harness.InProcess;
import dev.coda.benchmarks.harness.Result;
import org.junit.jupiter.api.Test;

/** Has small libraries do what peers are asked to do without a host; the figures mean nothing. */
final class ContestantTest {
  @Test
  void repeatsACallAndSaysWhatItTakes() {
    InProcess library = workload -> () -> new byte[1000];

    Result result = ask(library, "call tool-loop 0 1");

    assertThat(result.error()).isEmpty();
    assertThat(result.figures().get("time")).isPositive();
    assertThat(result.figures().get("bytes")).isGreaterThan(1000);
  }

  @Test
  void aCallWithAWrongResultIsAnError() {
    InProcess library =
        workload ->
            () -> {
              throw new IllegalStateException("answered: 41");
            };

    assertThat(ask(library, "call tool-loop 0 1").error()).contains("41");
  }

  @Test
  void saysWhatTheMedianStepTakes() {
    DurableLibrary library = (url, workflows, steps) -> new long[] {30, 10, 20, 50, 40, 60};

    assertThat(ask(library, "steps jdbc:none 2 3").figures()).containsEntry("step", 40.0);
    assertThat(ask(library, "steps jdbc:none 2 4").error()).contains("6 steps");
  }

  @Test
  void refusesWhatItsLibraryHasNot() {
    DurableLibrary library = (url, workflows, steps) -> new long[0];

    assertThat(ask(library, "call tool-loop 0 1").error()).isEqualTo("has no such thing");
  }

  private static Result ask(Object library, String order) {
    try (Contestant contestant = new Contestant(library)) {
      return contestant.follow(order);
    }
  }
}
