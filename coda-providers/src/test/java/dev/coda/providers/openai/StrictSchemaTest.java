package dev.coda.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.providers.internal.wire.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictSchemaTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a': {'type': 'integer'}}",
        "{'a': {'type': 'string', 'format': 'date'}}",
        "{'a': {'type': 'array', 'items': {'type': 'string'}}}"
      })
  void acceptsSchemasThatLeaveNothingOpen(String properties) {
    assertThat(accepts(properties)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a': {}}",
        "{'a': {'type': 'string', 'format': 'uri'}}",
        "{'a': {'type': 'string', 'contentEncoding': 'base64'}}",
        "{'a': {'type': 'array', 'items': {'type': 'string'}, 'uniqueItems': true}}",
        "{'a': {'type': 'object', 'additionalProperties': {'type': 'integer'}}}",
        "{'a': {'type': 'integer'}, 'b': {'type': 'integer'}}"
      })
  void leavesOthersToTheCheckOfTheAnswer(String properties) {
    assertThat(accepts(properties)).isFalse();
  }

  private static boolean accepts(String properties) {
    String schema =
        "{'type': 'object', 'required': ['a'], 'additionalProperties': false, 'properties': %s}"
            .formatted(properties);
    return StrictSchema.accepts(Samples.json(schema.replace('\'', '"')));
  }
}
