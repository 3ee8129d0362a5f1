package dev.coda.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class PlainSchemaTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> NAMES = List.of("a", "b", "c", "a/b~0%zz", "größe 😀");

  @Property(edgeCases = EdgeCasesMode.NONE)
  void acceptsOnlyWhatTheValidatorAccepts(
      @ForAll("schemas") JsonNode schema, @ForAll("values") JsonNode value) {
    PlainSchema plain = PlainSchema.read(schema);
    if (plain == null) {
      Statistics.collect("not plain");
      return;
    }
    boolean accepted = plain.accepts(value);
    CompiledSchema compiled = CompiledSchema.of(schema);

    Statistics.collect(accepted ? "accepted" : "not accepted");
    if (accepted) {
      assertThat(compiled.findings(value)).isEmpty();
    }
  }

  @Example
  void leavesBinaryFractionsInAlternativesToTheValidator() {
    PlainSchema plain =
        PlainSchema.read(json("{\"anyOf\": [{\"minimum\": 1}, {\"type\": \"number\"}, {}]}"));

    assertThat(plain).isNotNull();
    assertThat(plain.accepts(JSON.numberNode(Double.NaN))).isFalse();
    assertThat(plain.accepts(JSON.arrayNode().add(Double.NaN))).isFalse();
    assertThat(plain.accepts(JSON.numberNode(new BigDecimal("0.5")))).isTrue();
  }

  @Example
  void acceptsTheArgumentsOfAnOrdinaryTool() {
    JsonNode schema =
        json(
            """
            {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object",
             "properties": {
               "city": {"type": "string", "description": "Where.", "minLength": 1, "maxLength": 20},
               "days": {"type": "integer", "minimum": 1, "maximum": 14, "default": 3},
               "from": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": null},
               "units": {"enum": ["metric", "imperial"]},
               "tags": {"type": "array", "items": {"type": ["string", "null"]}, "maxItems": 3},
               "at": {"type": "object", "additionalProperties": {"type": "number", "minimum": 0}}},
             "required": ["city", "city"], "additionalProperties": false}
            """);

    assertAccepted(schema, "{\"city\": \"Ulm\"}");
    assertAccepted(
        schema,
        """
        {"city": "Ulm", "days": 14, "from": null, "units": "metric", "tags": ["x", null], "at": {"lat": 48.4}}
        """);
    assertNotAccepted(schema, "{}");
    assertNotAccepted(schema, "{\"city\": \"\"}");
    assertNotAccepted(schema, "{\"city\": \"Ulm\", \"days\": 15}");
    assertNotAccepted(schema, "{\"city\": \"Ulm\", \"from\": 1}");
    assertNotAccepted(schema, "{\"city\": \"Ulm\", \"units\": \"other\"}");
    assertNotAccepted(schema, "{\"city\": \"Ulm\", \"tags\": [1]}");
    assertNotAccepted(schema, "{\"city\": \"Ulm\", \"at\": {\"lat\": -1}}");
    assertNotAccepted(schema, "{\"city\": \"Ulm\", \"more\": 1}");
  }

  @Example
  void countsCharactersOutsideOfTheBasicPlaneOnce() {
    assertAccepted(json("{\"maxLength\": 2}"), "\"😀😀\"");
    assertNotAccepted(json("{\"minLength\": 3}"), "\"😀😀\"");
  }

  @Example
  void leavesWhatItDoesNotKnowToTheValidator() {
    assertThat(
            List.of(
                "true",
                "{\"$ref\": \"#\"}",
                "{\"$schema\": \"https://example.org/dialect\"}",
                "{\"properties\": {\"a\": {\"$schema\":"
                    + " \"http://json-schema.org/draft-07/schema#\"}}}",
                "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"format\": \"date\"}",
                "{\"$id\": \"https://example.org/a\"}",
                "{\"pattern\": \"a\"}",
                "{\"type\": \"text\"}",
                "{\"type\": [\"string\", \"text\"]}",
                "{\"type\": []}",
                "{\"required\": \"a\"}",
                "{\"items\": [{}]}",
                "{\"maxLength\": -1}",
                "{\"enum\": [{}]}",
                "{\"anyOf\": []}",
                "{\"anyOf\": [{\"pattern\": \"a\"}]}",
                "{\"minimum\": \"1\"}"))
        .allMatch(schema -> PlainSchema.read(json(schema)) == null);
  }

  @Example
  void leavesVeryDeepSchemasToTheValidator() {
    JsonNode schema = JSON.objectNode();
    for (int i = 0; i < 100_000; i++) {
      schema = JSON.objectNode().set("items", schema);
    }

    assertThat(PlainSchema.read(schema)).isNull();
  }

  private static void assertAccepted(JsonNode schema, String value) {
    PlainSchema plain = Objects.requireNonNull(PlainSchema.read(schema));
    assertThat(plain.accepts(json(value))).as(value).isTrue();
    assertThat(SchemaCheck.of(schema).problems(json(value))).isEmpty();
  }

  private static void assertNotAccepted(JsonNode schema, String value) {
    PlainSchema plain = Objects.requireNonNull(PlainSchema.read(schema));
    assertThat(plain.accepts(json(value))).as(value).isFalse();
    assertThat(SchemaCheck.of(schema).problems(json(value))).isNotEmpty();
  }

  @Provide
  Arbitrary<JsonNode> schemas() {
    Arbitrary<JsonNode> dialects =
        Arbitraries.of(
                "https://json-schema.org/draft/2020-12/schema",
                "http://json-schema.org/draft-07/schema#")
            .map(JSON::textNode);
    return Combinators.combine(schemas(3), dialects.optional(0.3))
        .as((schema, dialect) -> {
          dialect.ifPresent(uri -> schema.set("$schema", uri));
          return schema;
        });
  }

  private static Arbitrary<ObjectNode> schemas(int depth) {
    return keywords(depth).list().ofMaxSize(4).map(PlainSchemaTest::object);
  }

  private static Arbitrary<Map.Entry<String, JsonNode>> keywords(int depth) {
    Arbitrary<JsonNode> types =
        Arbitraries.of("object", "array", "string", "integer", "number", "boolean", "null")
            .map(JSON::textNode);
    Arbitrary<JsonNode> counts = Arbitraries.integers().between(0, 4).map(JSON::numberNode);
    Arbitrary<Map.Entry<String, JsonNode>> flat =
        Arbitraries.oneOf(
            keyword(types, "type"),
            keyword(array(types), "type"),
            keyword(array(Arbitraries.of(NAMES).map(JSON::textNode)), "required"),
            keyword(Arbitraries.of(true, false).map(JSON::booleanNode), "additionalProperties"),
            keyword(array(scalars()), "enum"),
            keyword(scalars(), "const", "default", "title", "deprecated"),
            keyword(counts, "minLength", "maxLength", "minItems", "maxItems"),
            keyword(
                numbers(),
                "minimum",
                "maximum",
                "exclusiveMinimum",
                "exclusiveMaximum",
                "maxItems"),
            keyword(Arbitraries.of("date", "email", "int32").map(JSON::textNode), "format"),
            keyword(scalars(), "$comment", "examples", "x-other", "required", "items"),
            keyword(
                Arbitraries.of("{\"$id\": \"/a\"}", "{\"$ref\": \"#/none\"}")
                    .map(PlainSchemaTest::json),
                "default",
                "examples"));
    return depth == 0
        ? flat
        : Arbitraries.oneOf(
            flat,
            flat,
            keyword(schemas(depth - 1).map(schema -> schema), "items", "additionalProperties"),
            keyword(array(schemas(depth - 1).map(schema -> schema)), "anyOf"),
            keyword(objects(schemas(depth - 1).map(schema -> schema)), "properties"));
  }

  private static Arbitrary<Map.Entry<String, JsonNode>> keyword(
      Arbitrary<? extends JsonNode> values, String... names) {
    return Combinators.combine(Arbitraries.of(names), values).as(Map::entry);
  }

  @Provide
  Arbitrary<JsonNode> values() {
    return values(3);
  }

  private static Arbitrary<JsonNode> values(int depth) {
    return depth == 0
        ? scalars()
        : Arbitraries.oneOf(
            scalars(), objects(values(depth - 1)), array(values(depth - 1)).map(array -> array));
  }

  private static Arbitrary<JsonNode> scalars() {
    Arbitrary<JsonNode> texts =
        Arbitraries.of("", "a", "b", "c", "😀", "😀😀", "2026-11-30", "1", "null", "\uD83D")
            .map(JSON::textNode);
    Arbitrary<JsonNode> others =
        Arbitraries.of(
            JSON.nullNode(),
            JSON.booleanNode(true),
            JSON.booleanNode(false),
            JSON.missingNode(),
            JSON.pojoNode(List.of()),
            JSON.binaryNode(new byte[] {1}));
    return Arbitraries.oneOf(texts, numbers(), numbers(), others);
  }

  private static Arbitrary<JsonNode> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(-3, 3).map(JSON::numberNode),
        Arbitraries.of(Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, (1L << 53) + 1, 2L)
            .map(JSON::numberNode),
        Arbitraries.of("1.0", "1", "0.1", "1.5", "-2.50", "9007199254740993", "1e30", "1e-400")
            .map(number -> JSON.numberNode(new BigDecimal(number))),
        Arbitraries.of(BigInteger.TWO.pow(70), BigInteger.ONE).map(JSON::numberNode),
        Arbitraries.of(1.0, 0.1, 1e300, Double.NaN, Double.POSITIVE_INFINITY)
            .map(JSON::numberNode));
  }

  private static Arbitrary<JsonNode> array(Arbitrary<JsonNode> values) {
    return values.list().ofMaxSize(3).map(all -> JSON.arrayNode().addAll(all));
  }

  private static Arbitrary<JsonNode> objects(Arbitrary<JsonNode> values) {
    return keyword(values, NAMES.toArray(new String[0]))
        .list()
        .ofMaxSize(3)
        .map(PlainSchemaTest::object);
  }

  private static ObjectNode object(List<? extends Map.Entry<String, JsonNode>> fields) {
    ObjectNode object = JSON.objectNode();
    fields.forEach(field -> object.set(field.getKey(), field.getValue()));
    return object;
  }

  private static JsonNode json(String text) {
    try {
      return CodaJson.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
