package dev.coda.core.tools;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas come from servers and files that nobody has looked at. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForeignSchemaTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"properties\": {\"a\": {\"$ref\": \"#/$defs/missing\"}}}",
        "{\"properties\": {\"a\": {\"$ref\": \"https://example.org/elsewhere.json\"}}}",
        "{\"properties\": {\"a\": {\"$ref\": \"file:///etc/passwd\"}}}",
      })
  void aToolWhoseSchemaCannotBeUsedIsLeftOutAlone(String schema) {
    ToolRegistry registry =
        ToolRegistry.of(List.of(ToolSource.of(tool("bad", schema), tool("good", "{}"))));

    assertThat(registry.snapshot()).containsOnlyKeys("good");
    assertThatThrownBy(() -> SchemaCheck.of(json(schema))).isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"properties\": {\"a\": {\"pattern\": \"(?P<year>[0-9]+)\"}}}",
        "{\"$schema\": \"https://example.org/dialect\", \"type\": \"object\"}",
        "{\"$schema\": \"\", \"type\": \"object\"}",
        "{\"$id\": \"my-schema\", \"properties\": {\"a\": {\"$ref\": \"#/$defs/A\"}},"
            + " \"$defs\": {\"A\": {\"type\": \"string\"}}}",
      })
  void aSchemaInWordsThatAreOfNoUseHereIsUsedWithoutThem(String schema) {
    ToolRegistry registry = ToolRegistry.of(List.of(ToolSource.of(tool("good", schema))));

    assertThat(registry.snapshot()).containsOnlyKeys("good");
    assertThat(SchemaCheck.of(json(schema)).problems(object("x"))).isEmpty();
  }

  /** The JVM knows how to cut the first one short, but not the others. */
  @ParameterizedTest
  @ValueSource(strings = {"^(a+)+$", "^(a+)+\\\\1c$", "^(.*a){20}c$"})
  void aPatternThatTakesForEverIsGivenUp(String evil) {
    SchemaCheck check =
        SchemaCheck.of(json("{\"properties\": {\"a\": {\"pattern\": \"" + evil + "\"}}}"));

    assertThat(check.problems(object("a".repeat(60) + "b"))).hasSize(1);
  }

  @Test
  void manyPatternsThatTakeLongAreGivenUpTogether() {
    SchemaCheck check = SchemaCheck.of(json("{\"items\": {\"pattern\": \"^(a+)(a+)(a+)c$\"}}"));
    String items =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "\"" + "a".repeat(60) + "b\"")
            .collect(joining(",", "[", "]"));

    assertThat(check.problems(json(items)))
        .extracting(InputProblem::message)
        .containsExactly("this cannot be checked against the schema");
  }

  @Test
  void aPatternThatRecursesOverALongTextIsGivenUp() {
    SchemaCheck check =
        SchemaCheck.of(json("{\"properties\": {\"a\": {\"pattern\": \"^(a|b)*$\"}}}"));

    assertThat(check.problems(object("ab".repeat(200_000)))).hasSize(1);
  }

  @Test
  void anHonestPatternReadsALongText() {
    SchemaCheck check =
        SchemaCheck.of(json("{\"properties\": {\"a\": {\"pattern\": \"^[a-z]+$\"}}}"));

    assertThat(check.problems(object("a".repeat(1_000_000)))).isEmpty();
    assertThat(check.problems(object("a".repeat(1_000_000) + "1"))).hasSize(1);
    assertThat(check.problems(object("a".repeat(1_000_000)))).isEmpty();
  }

  @Test
  void aSchemaThatRefersToItselfWithoutEndIsAProblemOfTheValue() {
    SchemaCheck check = SchemaCheck.of(json("{\"$ref\": \"#\"}"));

    assertThat(check.problems(object("x"))).hasSize(1);
  }

  private static JsonNode object(String a) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    return object.put("a", a);
  }

  private static Tool tool(String name, String schema) {
    ToolSpec spec = ToolSpec.builder(name).inputSchema(schema).build();
    return new Tool() {
      @Override
      public ToolSpec spec() {
        return spec;
      }

      @Override
      public ToolResult execute(JsonNode input, ToolContext context) {
        return ToolResult.text("done");
      }
    };
  }

  private static JsonNode json(String text) {
    try {
      return CodaJson.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
