package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.bridge.http.ArgumentStyle;

/** Reads how a parameter of an OpenAPI document is written. */
final class OpenApiStyle {
  private OpenApiStyle() {}

  static ArgumentStyle of(JsonNode parameter) throws InvalidFileException {
    if (!parameter.path("schema").isObject() && parameter.path("content").isObject()) {
      return ArgumentStyle.JSON;
    }
    boolean query = parameter.path("in").asText().equals("query");
    String style = parameter.path("style").asText(query ? "form" : "simple");
    boolean explode = parameter.path("explode").asBoolean(style.equals("form"));
    if (query) {
      switch (style) {
        case "form" -> {
          return explode ? ArgumentStyle.EXPLODED : ArgumentStyle.COMMA;
        }
        case "spaceDelimited" -> {
          return explode ? ArgumentStyle.EXPLODED : ArgumentStyle.SPACE;
        }
        case "pipeDelimited" -> {
          return explode ? ArgumentStyle.EXPLODED : ArgumentStyle.PIPE;
        }
        case "deepObject" -> {
          return ArgumentStyle.DEEP;
        }
        default -> {}
      }
    } else if (style.equals("simple")) {
      return explode ? ArgumentStyle.PAIRS : ArgumentStyle.COMMA;
    }
    throw new InvalidFileException(
        "",
        "the style '%s' of the parameter '%s' is not known here"
            .formatted(style, parameter.path("name").asText()));
  }
}
