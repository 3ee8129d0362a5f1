package dev.coda.sampletools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(RunningService.class)
class SolverOptimizeTest {
  private final ToolClient client;

  SolverOptimizeTest(ToolClient client) {
    this.client = client;
  }

  @Test
  void findsTheBestProductMix() {
    JsonNode answer =
        solve(
            "'objective': {'sense': 'maximize', 'coefficients': {'x': 3, 'y': 2}},'constraints':"
                + " [{'name': 'time', 'coefficients': {'x': 1, 'y': 1}, 'operator': '<=', 'value':"
                + " 4},{'name': 'wood', 'coefficients': {'x': 1, 'y': 3}, 'operator': '<=',"
                + " 'value': 6}]");

    assertThat(answer.get("status").asText()).isEqualTo("optimal");
    assertThat(answer.get("objective_value")).hasToString("12");
    assertThat(answer.get("variables")).hasToString("{\"x\":4,\"y\":0}");
    assertThat(answer.get("binding_constraints")).hasToString("[\"time\"]");
    assertThat(answer.get("solve_time_ms").isIntegralNumber()).isTrue();
  }

  @Test
  void minimizesWithFractions() {
    JsonNode answer =
        solve(
            "'objective': {'sense': 'minimize', 'coefficients': {'a': 0.6, 'b': 0.35}},"
                + "'constraints': ["
                + "{'coefficients': {'a': 5, 'b': 7}, 'operator': '>=', 'value': 8},"
                + "{'coefficients': {'a': 4, 'b': 2}, 'operator': '>=', 'value': 15}]");

    assertThat(answer.get("objective_value")).hasToString("2.25");
    assertThat(answer.get("variables")).hasToString("{\"a\":3.75,\"b\":0}");
    assertThat(answer.get("binding_constraints")).hasToString("[\"constraint_2\"]");
  }

  @Test
  void keepsWholeNumbersWholeWhereTheRelaxedSolutionIsFractional() {
    String program =
        "'objective': {'sense': 'maximize', 'coefficients': {'x': 5, 'y': 4}},"
            + "'constraints': ["
            + "{'coefficients': {'x': 6, 'y': 4}, 'operator': '<=', 'value': 24},"
            + "{'coefficients': {'x': 1, 'y': 2}, 'operator': '<=', 'value': 6}]";

    JsonNode relaxed = solve(program);
    JsonNode integer =
        solve(program + ", 'variables': {'x': {'integer': true}, 'y': {'integer': true}}");

    assertThat(relaxed.get("objective_value")).hasToString("21");
    assertThat(relaxed.get("variables")).hasToString("{\"x\":3,\"y\":1.5}");
    assertThat(integer.get("objective_value")).hasToString("20");
    assertThat(integer.get("variables")).hasToString("{\"x\":4,\"y\":0}");
  }

  @Test
  void roundsTheNoiseOffButNotTheTotal() {
    JsonNode answer =
        solve(
            "'objective': {'sense': 'maximize', 'coefficients': {'x': 3}},"
                + "'constraints': [{'coefficients': {'x': 3}, 'operator': '<=', 'value': 1}]");

    assertThat(answer.get("objective_value")).hasToString("1");
    assertThat(answer.get("variables")).hasToString("{\"x\":0.333333333}");
  }

  @Test
  void respectsBoundsAndFreeVariables() {
    JsonNode answer =
        solve(
            "'objective': {'sense': 'minimize', 'coefficients': {'x': 1, 'y': 1, 'z':"
                + " -1}},'constraints': [{'coefficients': {'x': 1, 'y': 1}, 'operator': '=',"
                + " 'value': -3}],'variables': {'x': {'lower': null, 'upper': -1}, 'y': {'lower':"
                + " -2}, 'z': {'lower': null, 'upper': 7}}");

    assertThat(answer.get("objective_value")).hasToString("-10");
    assertThat(answer.at("/variables/z")).hasToString("7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "contradiction | x <= 4; x >= 5 | false | infeasible",
        "whole numbers cannot fit | 2x = 3 | true | infeasible",
        "fractions fit | 2x = 3 | false | optimal",
        "no limit | x >= 1 | false | unbounded",
        "no limit on whole numbers | x >= 1 | true | unbounded",
        "no limit, but a contradiction | x >= 1; 0x >= 1 | false | infeasible",
      })
  void tellsWhyThereIsNoBest(String because, String constraints, boolean integer, String status) {
    String json =
        Arrays.stream(constraints.split(";", -1))
            .map(String::strip)
            .map(text -> text.split(" "))
            .map(part ->
                String.format(
                    "{'coefficients': {'x': %s}, 'operator': '%s', 'value': %s}",
                    part[0].equals("x") ? "1" : part[0].replace("x", ""), part[1], part[2]))
            .collect(Collectors.joining(","));

    JsonNode answer =
        solve(
            "'objective': {'sense': 'maximize', 'coefficients': {'x': 1}}, 'constraints': ["
                + json
                + "], 'variables': {'x': {'integer': "
                + integer
                + "}}");

    assertThat(answer.get("status").asText()).as(because).isEqualTo(status);
    assertThat(answer.has("objective_value")).isEqualTo(status.equals("optimal"));
    assertThat(answer.has("variables")).isEqualTo(status.equals("optimal"));
  }

  @Test
  void tellsAnUnboundedIntegerPlaneFromAnInfeasibleOne() {
    String unbounded =
        "'objective': {'sense': 'maximize', 'coefficients': {'x': 1, 'y': 1}},"
            + "'constraints': [{'coefficients': {'x': 2, 'y': -2}, 'operator': '=', 'value': %s}],"
            + "'variables': {'x': {'integer': true}, 'y': {'integer': true}}";

    assertThat(solve(String.format(unbounded, 4)).get("status").asText()).isEqualTo("unbounded");
    assertThat(solve(String.format(unbounded, 3)).get("status").asText()).isEqualTo("infeasible");
  }

  @Test
  void solvesTheLargestSizeAllowed() throws Exception {
    Random random = new Random(7);
    String constraints =
        IntStream.range(0, 1000)
            .mapToObj(row ->
                "{'coefficients': {"
                    + IntStream.range(0, 20)
                        .map(unused -> random.nextInt(500))
                        .distinct()
                        .mapToObj(column -> "'v" + column + "':" + (1 + random.nextInt(9)))
                        .collect(Collectors.joining(","))
                    + "}, 'operator': '<=', 'value': 100}")
            .collect(Collectors.joining(","));

    // How long that takes says more of the machine than of the solver.
    try (SampleToolService patient = RunningService.start(Duration.ofMinutes(2))) {
      JsonNode answer =
          solve(
              ToolClient.of(patient),
              "'objective': {'sense': 'maximize', 'coefficients': {"
                  + weights(500)
                  + "}}, 'constraints': ["
                  + constraints
                  + "]");

      assertThat(answer.get("status").asText()).isEqualTo("optimal");
      assertThat(answer.get("objective_value").asDouble()).isPositive();
    }
  }

  @Test
  void staysWithinItsTimeAndSaysHowFarItCame() throws Exception {
    try (SampleToolService hurried = RunningService.start(Duration.ofMillis(700))) {
      long start = System.nanoTime();
      ToolClient.Answer answer =
          ToolClient.of(hurried).post("solver_optimize", hardProgram().replace('\'', '"'));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      // A busy machine may not reach a first solution in that time; it must not claim a proof.
      assertThat(List.of(answer.body().path("status").asText(), answer.code()))
          .containsAnyOf("feasible", "no_answer");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | objective: is required",
        "[] | body: must be a JSON object",
        "{'goal': 1} | goal: unknown field",
        "{'objective': 5} | objective: must be a JSON object",
        "{'objective': {'coefficients': {'x': 1}}} | objective.sense: is required",
        "{'objective': {'sense': 'max', 'coefficients': {'x': 1}}} | objective.sense: must be one"
            + " of maximize, minimize",
        "{'objective': {'sense': 'maximize', 'coefficients': {}}} | objective.coefficients: must"
            + " name",
        "{'objective': {'sense': 'maximize', 'coefficients': {'x': '1'}}} |"
            + " objective.coefficients.x: must be a number",
        "{'objective': {'sense': 'maximize', 'coefficients': {'x': 1e999999999}}} |"
            + " objective.coefficients.x: must be between",
        "{'objective': {'sense': 'maximize', 'coefficients': {'x': 1}}} | constraints: is required",
        "{'objective': {'sense': 'maximize', 'coefficients': {'x': 1}}, 'constraints': {}} |"
            + " constraints: must be an array",
        "{'objective': {'sense': 'maximize', 'coefficients': {'x': 1}}, 'constraints': [7]} |"
            + " constraints[0]: must be a JSON object",
      })
  void namesTheWrongField(String json, String message) {
    assertRefused(json, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'operator': '<=', 'value': 1} | constraints[0].coefficients: is required",
        "{'coefficients': {'x': 1}, 'operator': '<', 'value': 1} | constraints[0].operator: must be"
            + " one of",
        "{'coefficients': {'x': 1}, 'operator': '<=', 'value': null} | constraints[0].value: must"
            + " be a number",
        "{'coefficients': {'x': true}, 'operator': '<=', 'value': 1} |"
            + " constraints[0].coefficients.x: must be a number",
        "{'name': ' ', 'coefficients': {'x': 1}, 'operator': '<=', 'value': 1} |"
            + " constraints[0].name: must not be blank",
        "{'coefficients': {'x': 1}, 'operator': '<=', 'value': 1, 'rhs': 1} | constraints[0].rhs:"
            + " unknown field",
      })
  void namesTheWrongFieldOfAConstraint(String constraint, String message) {
    assertRefused(program(constraint, "{}"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'x': {'lower': 2, 'upper': 1}} | variables.x.upper: must not be below the lower bound"
            + " (2.0)",
        "{'x': {'upper': -1}} | variables.x.upper: must not be below the lower bound (0)",
        "{'x': {'integer': 'yes'}} | variables.x.integer: must be true or false",
        "{'x': {'lower': 'none'}} | variables.x.lower: must be a number",
        "{'x': 5} | variables.x: must be a JSON object",
      })
  void namesTheWrongFieldOfAVariable(String variables, String message) {
    assertRefused(program("", variables), message);
  }

  @Test
  void refusesTwoConstraintsOfOneName() {
    String constraint = "{'name': 'a', 'coefficients': {'x': 1}, 'operator': '<=', 'value': 1}";

    assertRefused(program(constraint + "," + constraint, "{}"), "constraints[1].name: \"a\"");
  }

  @Test
  void refusesMoreThanItCanSolve() {
    String many = "{'objective': {'sense': 'maximize', 'coefficients': {" + weights(501) + "}},";
    String constraint = "{'coefficients': {'x': 1}, 'operator': '<=', 'value': 1}";

    assertRefused(many + "'constraints': []}", "variables: must be at most 500, are 501");
    assertRefused(
        program((constraint + ",").repeat(1000) + constraint, "{}"),
        "constraints: must have at most 1000 elements, has 1001");
  }

  private JsonNode solve(String fields) {
    return solve(client, fields);
  }

  private static JsonNode solve(ToolClient client, String fields) {
    ToolClient.Answer answer =
        client.post("solver_optimize", ("{" + fields + "}").replace('\'', '"'));
    assertThat(answer.status()).as(answer.error()).isEqualTo(200);
    return answer.body();
  }

  private void assertRefused(String json, String message) {
    ToolClient.Answer answer = client.post("solver_optimize", json.replace('\'', '"'));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_input");
    assertThat(answer.error()).startsWith(message);
  }

  private static String program(String constraints, String variables) {
    return "{'objective': {'sense': 'maximize', 'coefficients': {'x': 1}}, 'constraints': ["
        + constraints
        + "], 'variables': "
        + variables
        + "}";
  }

  private static String weights(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'v" + i + "': " + (1 + i % 7))
        .collect(Collectors.joining(","));
  }

  /** A market split problem: tiny to state, and out of reach for branch and bound. */
  private static String hardProgram() {
    Random random = new Random(1);
    String rows =
        IntStream.range(0, 5)
            .mapToObj(row -> {
              int[] numbers = random.ints(40, 0, 100).toArray();
              String terms =
                  IntStream.range(0, 40)
                      .mapToObj(i -> "'x" + i + "': " + numbers[i])
                      .collect(Collectors.joining(","));
              int half = IntStream.of(numbers).sum() / 2;
              return "{'coefficients': {"
                  + terms
                  + ", 's"
                  + row
                  + "': 1, 't"
                  + row
                  + "': -1}, 'operator': '=', 'value': "
                  + half
                  + "}";
            })
            .collect(Collectors.joining(","));
    String slack =
        IntStream.range(0, 5)
            .mapToObj(row -> "'s" + row + "': 1, 't" + row + "': 1")
            .collect(Collectors.joining(","));
    String binary =
        IntStream.range(0, 40)
            .mapToObj(i -> "'x" + i + "': {'upper': 1, 'integer': true}")
            .collect(Collectors.joining(","));
    return "{'objective': {'sense': 'minimize', 'coefficients': {"
        + slack
        + "}}, 'constraints': ["
        + rows
        + "], 'variables': {"
        + binary
        + "}}";
  }
}
