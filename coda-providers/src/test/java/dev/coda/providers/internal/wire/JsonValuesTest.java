package dev.coda.providers.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonValuesTest {
  @Test
  void keepsApartWhatStandsInOneFrame() {
    assertThat(values("{\"a\":\"}\\\"{\"}\n{\"b\":[1]} [DONE]"))
        .containsExactly("{\"a\":\"}\\\"{\"}", "{\"b\":[1]}", "[DONE]");
  }

  @Test
  void passesOnWhatIsCutOrNoJson() {
    assertThat(values("{\"a\":1}data: {\"b\":2}")).containsExactly("{\"a\":1}", "data: {\"b\":2}");
    assertThat(values("{\"a\":")).containsExactly("{\"a\":");
    assertThat(values(" \n")).isEmpty();
  }

  @Test
  void replacesBytesThatAreNotText() {
    byte[] bytes = "{\"a\":\"é?\"}".getBytes(StandardCharsets.UTF_8);
    bytes[8] = (byte) 0xFF;
    JsonValues values = JsonValues.of(bytes, 0, bytes.length);
    assertThat(values.next()).isTrue();
    assertThat(values.text()).isEqualTo("{\"a\":\"é\uFFFD\"}");
  }

  private static List<String> values(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    JsonValues values = JsonValues.of(bytes, 0, bytes.length);
    List<String> found = new ArrayList<>();
    while (values.next()) {
      found.add(values.text());
    }
    return found;
  }
}
