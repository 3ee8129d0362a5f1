package dev.coda.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.tool.ClientTool;
import dev.coda.core.tools.SchemaCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the tools that a client offers. The client, not the server, calls them. */
public final class SentTools {
  private static final int MOST = 128;

  private SentTools() {}

  /**
   * Returns the tools of a request.
   *
   * @param functions each has a {@code name}, and may have a {@code description} and {@code
   *     parameters}
   */
  public static List<ClientTool> read(List<Fields> functions) {
    List<ClientTool> tools = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Fields function : functions) {
      ClientTool tool = read(function, function.requiredText("name"));
      if (!names.add(tool.name())) {
        throw function.wrong("name", "occurs twice");
      }
      if (tools.size() == MOST) {
        throw function.wrong("name", "is one too many: at most %d can be offered".formatted(MOST));
      }
      tools.add(tool);
    }
    return tools;
  }

  /** Returns one tool whose name is not in the object. */
  public static ClientTool read(Fields function, String name) {
    String description = function.text("description");
    ObjectNode schema = schema(function.objectNode("parameters"));
    ClientTool tool = new ClientTool(name, description == null ? "" : description, schema);
    try {
      tool.spec();
    } catch (IllegalArgumentException e) {
      throw function.wrong("name", "must be 1 to 64 letters, digits, '_' or '-'");
    }
    try {
      SchemaCheck.of(schema);
    } catch (RuntimeException e) {
      throw function.wrong("parameters", "is not a JSON Schema that can be used");
    }
    return tool;
  }

  private static ObjectNode schema(@Nullable JsonNode sent) {
    return sent == null
        ? CodaJson.mapper().createObjectNode().put("type", "object")
        : sent.deepCopy();
  }
}
