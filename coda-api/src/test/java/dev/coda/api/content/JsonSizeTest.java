package dev.coda.api.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonSizeTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "é", "日本", "😀 and é", "\0"})
  void countsTheBytesOfUtf8(String text) {
    assertThat(JsonSize.utf8(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "12.5",
        "\"text\"",
        "[1, \"two\", {\"three\": [4, {}]}]",
        "123456789012345"
      })
  void estimatesAValueWithinAFewBytesForEachPart(String json) throws Exception {
    long parts = json.chars().filter(c -> c == ',' || c == ':' || c == '[').count() + 1;
    assertThat(JsonSize.of(CodaJson.mapper().readTree(json)))
        .isBetween(json.length() - 8 * parts, json.length() + 8 * parts);
  }
}
