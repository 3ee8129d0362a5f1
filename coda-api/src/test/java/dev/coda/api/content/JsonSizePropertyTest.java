package dev.coda.api.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonSizePropertyTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Property
  void neverPromisesMoreRoomThanAValueTakes(@ForAll("values") JsonNode value) {
    long written = JsonSize.bytes(value);

    assertThat(JsonSize.isAtMost(written - 1, value)).isFalse();
    assertThat(JsonSize.isAtMost(8 * written + 100 * JsonSize.of(value), value)).isTrue();
  }

  @Example
  void isCertainOfAPlainText() {
    JsonNode text = JSON.textNode("x".repeat(1_000));

    assertThat(JsonSize.isAtMost(1_002, text)).isTrue();
    assertThat(JsonSize.isAtMost(1_001, text)).isFalse();
  }

  @Example
  void isNeverCertainOfJavaObjects() {
    assertThat(JsonSize.isAtMost(1_000_000, JSON.pojoNode(List.of()))).isFalse();
    assertThat(JsonSize.isAtMost(1_000_000, JSON.binaryNode(new byte[1]))).isFalse();
  }

  @Provide
  Arbitrary<JsonNode> values() {
    Arbitrary<JsonNode> scalars =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20).map(JsonSizePropertyTest::text),
            Arbitraries.of("\0\1\n\u001f", "\"\"\\\\", "é日本😀", "").map(JSON::textNode),
            Arbitraries.integers().map(JSON::numberNode),
            Arbitraries.longs().map(JSON::numberNode),
            Arbitraries.doubles().map(JSON::numberNode),
            Arbitraries.of(Double.MIN_VALUE, -Double.MAX_VALUE, Double.NaN).map(JSON::numberNode),
            Arbitraries.bigIntegers().map(JSON::numberNode),
            Arbitraries.bigDecimals().map(JSON::numberNode),
            Arbitraries.of("1e1000000000", "-1e-1000000000", "0.0000001", "1e-7", "123e-300")
                .map(number -> JSON.numberNode(new BigDecimal(number))),
            Arbitraries.of(BigInteger.TEN.pow(400).negate()).map(JSON::numberNode),
            Arbitraries.of(JSON.booleanNode(false), JSON.nullNode()));
    return Arbitraries.lazyOf(
        () -> scalars,
        () -> scalars,
        () -> values().list().ofMaxSize(3).map(all -> JSON.arrayNode().addAll(all)),
        () -> values().list().ofMaxSize(3).map(JsonSizePropertyTest::object));
  }

  /** Halves of surrogate pairs cannot be written. */
  private static JsonNode text(String text) {
    return JSON.textNode(text.replaceAll("[\\uD800-\\uDFFF]", "?"));
  }

  private static JsonNode object(List<JsonNode> values) {
    ObjectNode object = JSON.objectNode();
    values.forEach(value -> object.set("näme\n" + object.size(), value));
    return object;
  }
}
