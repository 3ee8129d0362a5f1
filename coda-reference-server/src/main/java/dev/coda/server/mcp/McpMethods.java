package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.id.UserId;
import dev.coda.api.tool.ToolProgress;
import jakarta.inject.Singleton;
import java.util.List;

/** What each method of the protocol does. Thread-safe. */
@Singleton
final class McpMethods {
  /** Newest last: it is what an unknown version is answered with. */
  static final List<String> VERSIONS = List.of("2025-03-26", "2025-06-18", "2025-11-25");

  static final String INSTRUCTIONS =
      "Coda's tools can be called one by one. ask_agent gives a whole task to Coda's agent.";

  private final ToolCalls tools;
  private final AskAgent askAgent;

  McpMethods(ToolCalls tools, AskAgent askAgent) {
    this.tools = tools;
    this.askAgent = askAgent;
  }

  JsonNode initialize(JsonNode params) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("protocolVersion", version(params));
    result.putObject("capabilities").putObject("tools");
    result.putObject("serverInfo").put("name", "coda").put("version", "0.1.0");
    return result.put("instructions", INSTRUCTIONS);
  }

  private static String version(JsonNode params) {
    String wanted = params.path("protocolVersion").asText();
    return VERSIONS.contains(wanted) ? wanted : VERSIONS.getLast();
  }

  /**
   * Returns whether a host can ask its user to open an address, which the revision 2025-11-25 has.
   */
  static boolean canOpen(JsonNode params) {
    return version(params).equals("2025-11-25")
        && params.at("/capabilities/elicitation").has("url");
  }

  /** Answers what needs neither time nor progress. */
  JsonNode answer(McpSession session, String method) {
    return switch (method) {
      case "ping" -> JsonNodeFactory.instance.objectNode();
      case "tools/list" -> tools(session.owner().user());
      default ->
          throw new RefusedException(JsonRpc.METHOD_NOT_FOUND, "There is no method " + method);
    };
  }

  ObjectNode tools(UserId user) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    tools.list(user, result.putArray("tools").add(AskAgent.description()));
    return result;
  }

  /**
   * Returns the arguments of a call.
   *
   * @throws RefusedException if they are not an object
   */
  static JsonNode input(JsonNode params) {
    JsonNode arguments = params.path("arguments");
    boolean given = !arguments.isMissingNode() && !arguments.isNull();
    if (given && !arguments.isObject()) {
      throw new RefusedException(JsonRpc.INVALID_PARAMS, "'arguments' must be an object.");
    }
    return given ? arguments : JsonNodeFactory.instance.objectNode();
  }

  JsonNode call(McpSession session, JsonNode params, CancelSignal signal, ToolProgress progress)
      throws InterruptedException {
    JsonNode input = input(params);
    String name = params.path("name").asText();
    if (name.equals(AskAgent.NAME)) {
      // Its run continues after a sign-in; a second call would be another run.
      return askAgent.call(session.owner(), input, signal, progress);
    }
    ObjectNode answer = tools.call(session.owner(), name, input, false, signal, progress);
    if (session.canOpen()) {
      requireSignIn(answer);
    }
    return answer;
  }

  private static void requireSignIn(ObjectNode answer) {
    ToolAnswers.signIn(answer)
        .ifPresent(signIn -> {
          throw new RefusedException(
              JsonRpc.URL_ELICITATION_REQUIRED,
              "The user has to sign in to %s first.".formatted(signIn.service()),
              InputRequests.elicitations(signIn));
        });
  }

  void notice(McpSession session, String method, JsonNode params) {
    if (method.equals("notifications/cancelled")) {
      session.cancel(params.path("requestId"));
    }
  }
}
