package dev.coda.sampletools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningService.class)
class CalculatorTest {
  private final ToolClient client;

  CalculatorTest(ToolClient client) {
    this.client = client;
  }

  @Test
  void answersWithTheResultAndTheExpression() {
    ToolClient.Answer answer = client.post("calculator", "{\"expression\": \"12*7\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).hasToString("{\"result\":84,\"expression\":\"12*7\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.1 + 0.2 | 0.3",
        "1/3*3 | 1",
        "10 * 10 | 100",
        "7 % 3 | 1",
        "-2^2 | -4",
        "2^-3 | 0.125",
        "2 ^ - 3 | 0.125",
        "2**10 | 1024",
        "10**-2 | 0.01",
        "2^3^2 | 512",
        "2^100 | 1267650600228229401496703205376",
        "2(3+4) | 14",
        "6 × 7 ÷ 2 − 1 | 20",
        "FACT(20) | 2432902008176640000",
        "round(1000 * 1.035^10, 2) | 1410.6",
        "sqrt(2) | 1.414213562373095048801688724209698",
        "sqrt(1e-200) | 1E-100",
        "sin(0) + cos(0) + max(1, 5, 3) | 6",
        "round(sin(rad(30)), 10) | 0.5",
        "ln(e) | 1",
        "average(1, 2, 6) | 3",
        "-5 | -5",
      })
  void calculates(String expression, String result) {
    assertThat(calculate(expression).body().get("result")).hasToString(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "(1+ | parenthesis at position 1 is not closed",
        "3 * (4 + (5 - 2) | parenthesis at position 5 is not closed",
        "3 + 4) | position 6",
        "1+*2 | position 3",
        "3+ | position 2",
        "abc | 'abc' not found at position 1",
        "12 7 | position 1",
        "foo(1) | Undefined function 'foo' at position 1",
        "1 + 1/0 | Division by zero at position 6",
        "sqrt(-1) | position 1",
        "\"a\" | must be a number",
        "\"a\" + \"b\" | '+' needs numbers at position 5",
        "0^-1 | position 2",
        "(0-8)^0.5 | '^' has no result here at position 6",
      })
  void saysWhereAnExpressionIsWrong(String expression, String message) {
    assertThat(refusal(expression)).startsWith("expression: ").contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9^9^9^9",
        "10^999999999",
        "1e999999999",
        "1e-999999999",
        "floor(1e99999999)",
        "1e99999999 + 1",
        "2^99999999999999",
        "1.0000001^999999999999",
        "fact(171)",
        "fact(1e9)",
        "fact(1.5)",
        "fact(-1)",
        "round(1/3, 1000000000)",
        "fact(170)*fact(170)",
        "1e99999999999999999999",
        "STR_FORMAT(\"%1000000000d\", 1)",
        "RANDOM()",
      })
  void boundsWhatCouldRunAway(String expression) {
    long start = System.nanoTime();

    assertThat(refusal(expression)).startsWith("expression: ");
    assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
  }

  @Test
  void survivesDeepNesting() {
    assertThat(calculate("(".repeat(499) + "1" + ")".repeat(499)).body().get("result"))
        .hasToString("1");
    assertThat(refusal("-".repeat(1000))).contains("position");
    assertThat(refusal("sqrt(".repeat(200))).contains("position");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | expression: is required",
        "{\"expression\": 12} | expression: must be a string",
        "{\"expression\": \" \"} | expression: must not be blank",
        "{\"expression\": \"1\", \"precision\": 2} | precision: unknown field",
        "\"12*7\" | body: must be a JSON object",
      })
  void namesTheWrongField(String json, String message) {
    ToolClient.Answer answer = client.post("calculator", json);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).startsWith(message);
  }

  @Test
  void refusesAnExpressionThatIsTooLong() {
    assertThat(refusal("1+".repeat(500) + "1")).contains("at most 1000 characters");
  }

  private String refusal(String expression) {
    ToolClient.Answer answer = calculate(expression);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_input");
    return answer.error();
  }

  private ToolClient.Answer calculate(String expression) {
    try {
      return client.post(
          "calculator", new ObjectMapper().writeValueAsString(Map.of("expression", expression)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
