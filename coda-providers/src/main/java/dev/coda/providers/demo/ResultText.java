package dev.coda.providers.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.coda.providers.internal.wire.WireJson;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts a tool's result into Markdown. */
final class ResultText {
  private static final int LONGEST_TEXT = 2000;

  private ResultText() {}

  static String of(Conversation.Result result) {
    JsonNode value = json(result.text());
    if (result.isError()) {
      return "**" + result.toolName() + "** failed: " + shortened(result.text());
    }
    return switch (result.toolName()) {
      case "calculator" -> value.has("result") ? calculation(result, value) : plain(result, value);
      case "current_time" -> value.has("iso") ? time(value) : plain(result, value);
      case "solver_optimize" -> value.has("status") ? optimum(value) : plain(result, value);
      default -> plain(result, value);
    };
  }

  private static String calculation(Conversation.Result result, JsonNode value) {
    String expression =
        value.path("expression").asText(json(result.arguments()).path("expression").asText());
    return "`" + expression + "` is **" + value.path("result").asText() + "**.";
  }

  private static String time(JsonNode value) {
    String zone = value.path("timezone").asText("UTC");
    if (!value.has("time")) {
      return "In " + zone + " it is **" + value.path("iso").asText() + "**.";
    }
    return "In "
        + zone
        + " it is **"
        + value.path("time").asText()
        + "** on "
        + value.path("weekday").asText()
        + ", "
        + value.path("date").asText()
        + ".";
  }

  private static String optimum(JsonNode value) {
    String status = value.path("status").asText();
    if (!value.has("variables")) {
      return "The solver finds no best solution: the problem is **" + status + "**.";
    }
    String binding =
        value
            .path("binding_constraints")
            .valueStream()
            .map(JsonNode::asText)
            .collect(Collectors.joining(", "));
    return "The solver's result is **"
        + status
        + "**, with an objective of **"
        + value.path("objective_value").asText()
        + "**.\n\n"
        + table("Variable", value.path("variables"))
        + (binding.isEmpty() ? "" : "\nWhat limits it: " + binding + ".");
  }

  private static String plain(Conversation.Result result, JsonNode value) {
    String heading = "**" + result.toolName() + "** answered:\n\n";
    if (value.isObject() && !value.isEmpty()) {
      return heading + table("Field", value);
    }
    if (value.isContainerNode()) {
      return heading + "```json\n" + shortened(value.toPrettyString()) + "\n```";
    }
    return heading + "> " + shortened(result.text()).replace("\n", "\n> ");
  }

  private static String table(String firstColumn, JsonNode object) {
    StringBuilder table = new StringBuilder("| " + firstColumn + " | Value |\n|---|---|\n");
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode value = field.getValue();
      String text = value.isValueNode() ? value.asText() : "`" + value + "`";
      table.append("| ").append(cell(field.getKey())).append(" | ");
      table.append(cell(shortened(text))).append(" |\n");
    }
    return table.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ");
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  private static JsonNode json(String text) {
    try {
      return WireJson.mapper().readTree(text);
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }
}
