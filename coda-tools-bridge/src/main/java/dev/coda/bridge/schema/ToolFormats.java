package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Brings the single-tool formats into Coda's own. */
final class ToolFormats {
  private ToolFormats() {}

  /** The file in Coda's own format; the file itself if that is what it is. */
  static ObjectNode toOwn(ObjectNode file) {
    if (file.has("function")) {
      return fromFunction(file);
    }
    return file.has("inputSchema") ? fromMcp(file) : file;
  }

  private static ObjectNode fromFunction(ObjectNode file) {
    ObjectNode own = file.deepCopy();
    own.remove("function");
    for (String field : List.of("name", "description", "parameters")) {
      copy(file.path("function"), field, own, field);
    }
    return own;
  }

  private static ObjectNode fromMcp(ObjectNode file) {
    ObjectNode own = file.deepCopy();
    own.remove(List.of("inputSchema", "outputSchema", "annotations", "title"));
    copy(file, "inputSchema", own, "parameters");
    copy(file, "outputSchema", own, "returns");
    JsonNode hints = file.path("annotations");
    copy(hints, "readOnlyHint", own, "read_only");
    copy(hints, "idempotentHint", own, "idempotent");
    if (hints.path("destructiveHint").asBoolean(false) && !own.has("permission")) {
      own.put("permission", "ask");
    }
    return own;
  }

  /** Settings in Coda's own format override the others. */
  private static void copy(JsonNode from, String field, ObjectNode to, String name) {
    JsonNode value = from.get(field);
    if (value != null && !to.has(name)) {
      to.set(name, value);
    }
  }
}
