package dev.coda.api.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
final class JsonNumbersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1.5", "1e308", "4.9e-324", "1e999", "1e-1000", "0.00", "[1e999, {}]"})
  void takesWhatAnyDoubleCanBe(String json) throws Exception {
    assertThat(JsonNumbers.firstOutOfRange(read(json))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1e1000; ''",
        "{\"a\": [1, {\"b/c~\": -1e131072}]}; /a/1/b~1c~0",
        "[1e-20000]; /0",
        "[0, 1e1000000000]; /1",
        "{\"x\": 1e-2000000000}; /x"
      })
  void namesThePathOfANumberBeyondThat(String json, String path) throws Exception {
    assertThat(JsonNumbers.firstOutOfRange(read(json))).contains(path);
  }

  @Test
  void looksAtManyDigitsWithoutCountingThem() {
    BigInteger million = BigInteger.ONE.shiftLeft(30_000_000);
    JsonNode huge = DecimalNode.valueOf(new BigDecimal(million, 9_000_000));
    assertThat(JsonNumbers.isOutOfRange(huge)).isTrue();
  }

  private static JsonNode read(String json) throws JsonProcessingException {
    return CodaJson.mapper().readTree(json);
  }
}
