package dev.coda.sampletools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningService.class)
class ConcurrencyTest {
  private final ToolClient client;

  ConcurrencyTest(ToolClient client) {
    this.client = client;
  }

  @Test
  void givesEachOfManyCallersItsOwnAnswer() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(32);
    try {
      List<Future<String>> sums = new ArrayList<>();
      List<Future<String>> optima = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int number = i;
        sums.add(callers.submit(() -> square(number)));
        optima.add(callers.submit(() -> largestWholeNumberBelow(number + 0.5)));
      }
      for (int i = 0; i < 200; i++) {
        assertThat(sums.get(i).get()).isEqualTo(String.valueOf(i * i));
        assertThat(optima.get(i).get()).isEqualTo(String.valueOf(i));
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private String square(int number) {
    return client
        .post("calculator", "{\"expression\": \"" + number + "^2\"}")
        .body()
        .get("result")
        .toString();
  }

  private String largestWholeNumberBelow(double limit) {
    String program =
        "{'objective': {'sense': 'maximize', 'coefficients': {'x': 1}}, 'constraints': ["
            + "{'coefficients': {'x': 2, 'y': 1}, 'operator': '<=', 'value': "
            + 2 * limit
            + "}], 'variables': {'x': {'integer': true}}}";
    return client
        .post("solver_optimize", program.replace('\'', '"'))
        .body()
        .get("objective_value")
        .toString();
  }
}
