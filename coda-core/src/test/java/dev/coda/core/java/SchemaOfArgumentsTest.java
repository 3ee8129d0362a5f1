package dev.coda.core.java;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.output.structured.Description;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SchemaOfArgumentsTest {
  enum Colour {
    @JsonProperty("red")
    RED,
    BLUE
  }

  @Description("A place to meet.")
  record Room(
      @Description("The number on its door.") int number,
      @JsonPropertyDescription("Its colour.") Colour colour,
      @P(value = "What it has.", required = false) Set<String> equipment,
      @JsonProperty("long_name") @Nullable String longName) {}

  record Node(String label, List<Node> children) {}

  @SuppressWarnings("unused")
  static final class Tools {
    @Tool({"Books a room.", "Ask before."})
    void book(
        @P("The day.") LocalDate day,
        Room room,
        Optional<Integer> guests,
        @P(value = "Minutes.", defaultValue = "30") int minutes,
        @P(value = "A name.", name = "title", defaultValue = "Meeting") String called,
        @Nullable Map<Colour, List<Room>> plans) {}

    @Tool("Grows.")
    void grow(Node tree) {}
  }

  private static JsonNode schema(String tool) {
    return JavaTools.from(new Tools()).tools().stream()
        .filter(each -> each.spec().name().equals(tool))
        .findFirst()
        .orElseThrow()
        .spec()
        .inputSchema();
  }

  @Test
  void saysWhatIsRequiredAndWhatItMeans() {
    String room =
        """
        {'type': 'object', 'properties': {
            'number': {'type': 'integer', 'description': 'The number on its door.'},
            'colour': {'type': 'string', 'enum': ['red', 'BLUE'], 'description': 'Its colour.'},
            'equipment': {'type': 'array', 'items': {'type': 'string'}, 'uniqueItems': true,
                'description': 'What it has.'},
            'long_name': {'type': 'string'}},
          'required': ['number', 'colour'], 'additionalProperties': false,
          'description': 'A place to meet.'}
        """;

    assertThat(schema("book"))
        .isEqualTo(
            Contexts.json(
                """
                {'type': 'object', 'properties': {
                    'day': {'type': 'string', 'format': 'date', 'description': 'The day.'},
                    'room': %s,
                    'guests': {'type': 'integer'},
                    'minutes': {'type': 'integer', 'description': 'Minutes.', 'default': 30},
                    'title': {'type': 'string', 'description': 'A name.', 'default': 'Meeting'},
                    'plans': {'type': 'object',
                        'propertyNames': {'type': 'string', 'enum': ['red', 'BLUE']},
                        'additionalProperties': {'type': 'array', 'items': %s}}},
                  'required': ['day', 'room'], 'additionalProperties': false}
                """
                    .formatted(room, room)));
  }

  @Test
  void refersToTypesThatContainThemselves() {
    assertThat(schema("grow"))
        .isEqualTo(
            Contexts.json(
                """
                {'type': 'object', 'properties': {'tree': {'$ref': '#/$defs/Node'}},
                  'required': ['tree'], 'additionalProperties': false,
                  '$defs': {'Node': {'type': 'object', 'properties': {
                      'label': {'type': 'string'},
                      'children': {'type': 'array', 'items': {'$ref': '#/$defs/Node'}}},
                    'required': ['label', 'children'], 'additionalProperties': false}}}
                """));
  }

  @Test
  void takesRecordOfLambdaAsTheArguments() {
    JsonNode schema =
        JavaTools.tool("grow", "Grows.", Node.class, (tree, context) -> tree).spec().inputSchema();

    assertThat(schema.path("type").asText()).isEqualTo("object");
    assertThat(schema.path("properties").path("label"))
        .isEqualTo(Contexts.json("{'type':'string'}"));
    assertThat(schema.at("/$defs/Node/required")).isEqualTo(Contexts.json("['label','children']"));
  }
}
