package dev.coda.providers.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortableSchemaTest {
  private static final Pattern KEYS = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");
  private static final PortableSchema.Rules NARROW =
      new PortableSchema.Rules(
          Set.of("type", "description", "enum", "items", "anyOf", "properties", "required"),
          false,
          false);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {} | {"type":"object","properties":{}}
          true | {"type":"object","properties":{}}
          {"type":"object"} | {"type":"object","properties":{}}
          {"properties":{"a":{"type":"string"}}} | {"type":"object","properties":{"a":{"type":"string"}}}
          {"type":"object","properties":{"a":{"type":"array"}}} | {"type":"object","properties":{"a":{"type":"array","items":{}}}}
          {"type":"object","properties":{"a":{"type":["array","null"]}}} | {"type":"object","properties":{"a":{"type":["array","null"],"items":{}}}}
          {"type":"object","properties":{"a":{"items":[{"type":"string"},{"type":"integer"}],"type":"array"}}} | {"type":"object","properties":{"a":{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"integer"}]}}}}
          {"type":"object","properties":{"a":{"type":"number","minimum":0,"exclusiveMinimum":true}}} | {"type":"object","properties":{"a":{"type":"number","exclusiveMinimum":0}}}
          {"type":"object","properties":{"a":{"type":"string","required":true,"nullable":true}}} | {"type":"object","properties":{"a":{"type":["string","null"]}}}
          {"type":"object","properties":{"a":{"$ref":"#/missing"}}} | {"type":"object","properties":{"a":{}}}
          {"$ref":"#/definitions/A","definitions":{"A":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}}} | {"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}
          {"allOf":[{"properties":{"a":{"type":"string"}},"required":["a"]},{"properties":{"b":{"type":"string"}}}]} | {"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"required":["a"]}
          {"type":"object","properties":{"a":{"type":"any","enum":[]}},"$schema":"http://json-schema.org/draft-04/schema#"} | {"type":"object","properties":{"a":{}}}
          """)
  void becomesAnObjectThatProvidersTake(String schema, String portable) {
    assertThat(
            PortableSchema.ofTool(
                Samples.json(schema), PortableSchema.Rules.wide(), KeyNames.all()))
        .isEqualTo(Samples.json(portable));
  }

  @Test
  void tellsTheAlternativesAtTheTopInWords() {
    ObjectNode portable =
        PortableSchema.ofTool(
            Samples.json(
                """
                {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
                 "oneOf": [{"required": ["a"]}, {"required": ["b"]}]}\
                """),
            PortableSchema.Rules.wide(),
            KeyNames.all());
    assertThat(portable.has("oneOf")).isFalse();
    assertThat(portable.path("description").asText())
        .isEqualTo("Give one of these sets of arguments: a; or b.");
  }

  @Test
  void keepsASchemaThatContainsItself() {
    JsonNode schema =
        Samples.json(
            """
            {"type": "object", "properties": {"root": {"$ref": "#"}, "node": {"$ref": "#/$defs/N"}},
             "$defs": {"N": {"type": "object", "properties": {"next": {"$ref": "#/$defs/N"}}}}}\
            """);
    ObjectNode portable =
        PortableSchema.ofTool(schema, PortableSchema.Rules.wide(), KeyNames.all());
    assertThat(portable.at("/$defs/N/properties/next/$ref").asText()).isEqualTo("#/$defs/N");
    assertThat(portable.at("/properties/root/$ref").asText()).isEqualTo("#/$defs/whole_schema");
    assertThat(portable.at("/$defs/whole_schema/type").asText()).isEqualTo("object");
  }

  @Test
  void givesBackTheNamesThatAProviderDoesNotTake() {
    JsonNode schema =
        Samples.json(
            """
            {"type": "object", "required": ["$top"], "properties": {
              "$top": {"type": "integer"}, "_top": {"type": "integer"},
              "filter": {"type": "object", "properties": {"filter[name]": {"type": "string"}}}}}\
            """);
    KeyNames names = KeyNames.matching(KEYS, schema);
    ObjectNode sent = PortableSchema.ofTool(schema, PortableSchema.Rules.wide(), names);

    assertThat(sent.path("properties").propertyStream().map(field -> field.getKey()))
        .containsExactly("_top_2", "_top", "filter")
        .allMatch(key -> KEYS.matcher(key).matches());
    assertThat(sent.at("/required/0").asText()).isEqualTo("_top_2");
    JsonNode arguments =
        Samples.json("{\"$top\":1,\"_top\":2,\"filter\":{\"filter[name]\":\"x\"}}");
    assertThat(names.sent(arguments).at("/filter/filter_name_").asText()).isEqualTo("x");
    assertThat(names.restored(names.sent(arguments))).isEqualTo(arguments);
  }

  @Property(tries = 500)
  void takesAnySchema(@ForAll("schemas") JsonNode schema) {
    ObjectNode wide = PortableSchema.ofTool(schema, PortableSchema.Rules.wide(), KeyNames.all());
    assertThat(wide.path("type").asText()).isEqualTo("object");
    assertThat(wide.path("properties").isObject()).isTrue();
    assertThat(List.of("anyOf", "oneOf", "allOf", "not", "enum", "const", "$ref"))
        .noneMatch(wide::has);
    assertSound(wide, wide, Set.of());

    ObjectNode narrow = PortableSchema.ofTool(schema, NARROW, KeyNames.all());
    assertSound(narrow, narrow, NARROW.keywords());
  }

  private static void assertSound(JsonNode schema, JsonNode root, Set<String> keywords) {
    assertThat(schema.isObject()).isTrue();
    if (schema.has("$ref")) {
      assertThat(root.at(schema.path("$ref").asText().substring(1)).isObject()).isTrue();
    }
    if (schema.path("type").asText().equals("array")) {
      assertThat(schema.path("items").isObject()).isTrue();
    }
    for (String keyword : List.of("anyOf", "oneOf", "allOf")) {
      schema.path(keyword).forEach(choice -> assertSound(choice, root, keywords));
    }
    if (!keywords.isEmpty()) {
      assertThat(schema.propertyStream().map(field -> field.getKey()))
          .allMatch(key -> keywords.contains(key) || key.equals("$ref") || key.equals("$defs"));
    }
    schema.path("properties").forEach(property -> assertSound(property, root, keywords));
    schema.path("$defs").forEach(definition -> assertSound(definition, root, keywords));
    if (schema.has("items")) {
      assertSound(schema.get("items"), root, keywords);
    }
  }

  @Provide
  Arbitrary<JsonNode> schemas() {
    return Arbitraries.integers().between(0, 4).flatMap(PortableSchemaTest::schema);
  }

  private static Arbitrary<JsonNode> schema(int depth) {
    Arbitrary<JsonNode> leaf =
        Arbitraries.of(
                "true",
                "null",
                "{}",
                "{\"type\":\"string\",\"minLength\":1}",
                "{\"type\":[\"integer\",\"null\"]}",
                "{\"type\":\"array\"}",
                "{\"$ref\":\"#\"}",
                "{\"$ref\":\"#/$defs/a\",\"description\":\"x\"}",
                "{\"$ref\":\"#/properties/b\"}",
                "{\"enum\":[1,1,\"a\"]}",
                "{\"const\":null}",
                "{\"exclusiveMaximum\":true,\"maximum\":3}",
                "{\"required\":[\"a\",\"a\",7]}")
            .map(Samples::json);
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<List<JsonNode>> more = schema(depth - 1).list().ofMinSize(1).ofMaxSize(2);
    Arbitrary<String> keyword =
        Arbitraries.of(
            "properties",
            "$defs",
            "anyOf",
            "oneOf",
            "allOf",
            "items",
            "prefixItems",
            "not",
            "additionalProperties",
            "patternProperties",
            "definitions");
    return Arbitraries.maps(keyword, more)
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(fields -> {
          ObjectNode schema = WireJson.mapper().createObjectNode();
          fields.forEach((name, parts) -> {
            switch (name) {
              case "properties", "$defs", "patternProperties", "definitions" -> {
                ObjectNode all = schema.putObject(name);
                for (int i = 0; i < parts.size(); i++) {
                  all.set(i == 0 ? "a" : "b", parts.get(i));
                }
              }
              case "anyOf", "oneOf", "allOf", "prefixItems" ->
                  parts.forEach(schema.withArray(name)::add);
              default -> schema.set(name, parts.get(0));
            }
          });
          return schema;
        });
  }
}
