package dev.coda.bridge.mcp;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import java.util.Map;

/** Converts between our JSON and the SDK's maps. */
final class JsonMaps {
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private JsonMaps() {}

  static Map<String, Object> of(JsonNode object) {
    return CodaJson.mapper().convertValue(object, MAP);
  }

  static JsonNode tree(Object value) {
    return CodaJson.mapper().valueToTree(value);
  }
}
