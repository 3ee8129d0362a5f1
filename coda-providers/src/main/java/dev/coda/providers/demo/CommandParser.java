package dev.coda.providers.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.model.ModelAttributes;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the tool calls that a message requests, such as {@code use calculator 6*7}. */
final class CommandParser {
  private static final Pattern USE = Pattern.compile("(?i)\\buse\\s+");
  private static final Pattern EDGE =
      Pattern.compile("(?i)^[\\s,;:]*(?:and\\b|then\\b|to\\b|with\\b|for\\b|on\\b|of\\b|in\\b)*");
  private static final Pattern TRAILING = Pattern.compile("(?i)[\\s,;]*(?:\\band)?[\\s,;]*$");
  private static final Pattern SUM =
      Pattern.compile(
          "(?i)^(?:what\\s+is|what's|how\\s+much\\s+is|calculate|compute|evaluate)?\\s*"
              + "(?<sum>[-(\\d.][\\d\\s.+*/%^()x\\u00d7\\u00f7-]*[\\d)])\\s*[=?.!]*$");
  private static final Pattern TIME =
      Pattern.compile(
          "(?i)\\b(?:what(?:\\s+is|'s)?\\s+(?:the\\s+)?(?:current\\s+)?(?:local\\s+)?time|current\\s+time)\\b"
              + "(?:.*?\\b(?:in|at)\\s+(?:the\\s+)?(?<place>[^?!.]+))?");

  private final List<ToolSpecification> tools;

  CommandParser(List<ToolSpecification> tools) {
    this.tools = tools;
  }

  List<RequestedCall> parse(String message) {
    Matcher use = USE.matcher(message);
    if (use.find()) {
      List<RequestedCall> named = named(message.substring(use.end()));
      if (!named.isEmpty()) {
        return named;
      }
    }
    return implied(message).stream().filter(call -> isOffered(call.toolName())).toList();
  }

  /** Reads {@code a …, b …}: what follows a tool's name, up to the next, is for it. */
  private List<RequestedCall> named(String text) {
    List<RequestedCall> calls = new ArrayList<>();
    Matcher names = anyTool().matcher(text);
    boolean found = names.lookingAt();
    while (found) {
      String tool = names.group();
      int start = names.end();
      int jsonEnd = endOfObject(text, start);
      found = names.find(Math.max(start, jsonEnd));
      String rest = text.substring(start, found ? names.start() : text.length());
      calls.add(new RequestedCall(tool, input(tool, trimmed(rest))));
    }
    return calls;
  }

  private Optional<RequestedCall> implied(String message) {
    Optional<ObjectNode> problem = LinearProgram.parse(message);
    if (problem.isPresent()) {
      return Optional.of(new RequestedCall("solver_optimize", problem.get()));
    }
    Matcher sum = SUM.matcher(message);
    if (sum.matches() && sum.group("sum").matches(".*\\d\\s*[+\\-*/%^x\\u00d7\\u00f7].*\\d.*")) {
      return Optional.of(new RequestedCall("calculator", expression(sum.group("sum"))));
    }
    Matcher time = TIME.matcher(message);
    return time.find()
        ? Optional.of(new RequestedCall("current_time", place(time.group("place"))))
        : Optional.empty();
  }

  private JsonNode input(String tool, String text) {
    if (text.startsWith("{")) {
      try {
        return WireJson.mapper().readTree(text);
      } catch (JsonProcessingException notJson) {
        return fallback(tool, text);
      }
    }
    return switch (tool) {
      case "calculator" -> expression(text.isEmpty() ? "6*7" : text.replaceAll("[?=]+$", ""));
      case "current_time" -> place(text.isEmpty() ? null : text);
      case "solver_optimize" ->
          LinearProgram.parse(text).map(JsonNode.class::cast).orElseGet(() -> fallback(tool, text));
      default -> fallback(tool, text);
    };
  }

  /** Sends the text as the one thing that the tool requires, if there is one. */
  private JsonNode fallback(String tool, String text) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    for (ToolSpecification offered : tools) {
      if (offered.name().equals(tool)
          && offered.metadata().get(ModelAttributes.INPUT_SCHEMA) instanceof JsonNode schema
          && schema.path("required").size() == 1) {
        String only = schema.path("required").path(0).asText();
        boolean isText =
            schema.path("properties").path(only).path("type").asText().equals("string");
        return isText ? input.put(only, text) : input;
      }
    }
    return input;
  }

  private static JsonNode expression(String sum) {
    String written =
        sum.strip()
            .replace('\u00d7', '*')
            .replace('\u00f7', '/')
            .replaceAll("(\\d)\\s*x\\s*(\\d)", "$1*$2");
    return JsonNodeFactory.instance.objectNode().put("expression", written);
  }

  private static JsonNode place(@Nullable String place) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    return place == null ? input : input.put("timezone", place.strip().replaceAll("[?.!]+$", ""));
  }

  private static String trimmed(String text) {
    String afterEdge = EDGE.matcher(text).replaceFirst("").strip();
    return TRAILING.matcher(afterEdge).replaceFirst("").replaceFirst("[.!]$", "");
  }

  /** A tool's name inside another's JSON does not request a call. */
  private static int endOfObject(String text, int from) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i + 1;
      } else if (depth == 0 && !Character.isWhitespace(c) && c != ':') {
        return from;
      }
    }
    return from;
  }

  private boolean isOffered(String tool) {
    return tools.stream().anyMatch(offered -> offered.name().equals(tool));
  }

  private Pattern anyTool() {
    List<String> names = tools.stream().map(tool -> Pattern.quote(tool.name())).toList();
    return Pattern.compile("(?<![\\w-])(?:" + String.join("|", names) + ")(?![\\w-])");
  }
}
