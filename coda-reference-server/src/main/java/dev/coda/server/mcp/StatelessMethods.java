package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.CodaException;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.tool.ToolProgress;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What each method does in the revision 2026-07-28: nothing is kept between requests, and what a
 * person has to approve is asked through the client. Thread-safe.
 */
@Singleton
final class StatelessMethods {
  /** Tools may change at any time, and hosts list them often. */
  private static final long LIST_MILLIS = 10_000;

  private static final String TOOL = "tool";

  /** All revisions that are spoken here, the newest first. */
  static final List<String> VERSIONS =
      Stream.concat(Stream.of(StatelessRequest.VERSION), McpMethods.VERSIONS.reversed().stream())
          .toList();

  private final McpMethods methods;
  private final ToolCalls tools;
  private final AskAgent askAgent;
  private final RequestState states;

  StatelessMethods(McpMethods methods, ToolCalls tools, AskAgent askAgent, RequestState states) {
    this.methods = methods;
    this.tools = tools;
    this.askAgent = askAgent;
    this.states = states;
  }

  /** Answers what needs neither time nor progress; empty if there is no such method. */
  Optional<ObjectNode> answer(UserId user, String method) {
    return switch (method) {
      case "server/discover" -> Optional.of(cached(discovered(), "public"));
      case "tools/list" -> Optional.of(cached(methods.tools(user), "private"));
      default -> Optional.empty();
    };
  }

  /** Calls a tool, or asks the client's user whether it may run. */
  ObjectNode call(UserId user, StatelessRequest request, CancelSignal signal, ToolProgress progress)
      throws InterruptedException {
    JsonNode params = request.params();
    JsonNode input = McpMethods.input(params);
    String name = params.path("name").asText();
    Optional<JsonNode> state =
        params.has("requestState") ? Optional.of(state(user, params)) : Optional.empty();
    ObjectNode result =
        name.equals(AskAgent.NAME)
            ? ask(user, request, input, state, signal, progress)
            : tool(user, request, name, input, state, signal, progress);
    return result.has("resultType") ? result : complete(result);
  }

  private ObjectNode tool(
      UserId user,
      StatelessRequest request,
      String name,
      JsonNode input,
      Optional<JsonNode> state,
      CancelSignal signal,
      ToolProgress progress) {
    if (!request.canElicit() || !tools.asks(user, name, input)) {
      return tools.call(user, name, input, false, signal, progress);
    }
    Optional<Boolean> approved =
        state.flatMap(
            given -> InputRequests.approved(request.params().path("inputResponses"), TOOL));
    if (approved.isEmpty()) {
      ObjectNode requests = JsonNodeFactory.instance.objectNode();
      InputRequests.ask(requests, TOOL, name, input);
      return InputRequests.required(requests, states.seal(user, request.params(), null));
    }
    return approved.get()
        ? tools.call(user, name, input, true, signal, progress)
        : ToolAnswers.failed("The user refused this call.");
  }

  private ObjectNode ask(
      UserId user,
      StatelessRequest request,
      JsonNode input,
      Optional<JsonNode> state,
      CancelSignal signal,
      ToolProgress progress)
      throws InterruptedException {
    Optional<RunId> waiting =
        state.filter(given -> given.has("run")).map(given -> RunId.of(given.path("run").asText()));
    ObjectNode answer =
        waiting.isPresent()
            ? decided(
                user, waiting.get(), request.params().path("inputResponses"), signal, progress)
            : askAgent.call(user, input, signal, progress);
    JsonNode output = answer.path("structuredContent");
    if (!request.canElicit() || !output.path("status").asText().equals(AskAgent.AWAITS)) {
      return answer;
    }
    RunId run = RunId.of(output.path("run_id").asText());
    ObjectNode requests = JsonNodeFactory.instance.objectNode();
    askAgent
        .questions(user, run)
        .forEach(asked ->
            InputRequests.ask(
                requests, asked.callId().toString(), asked.toolName(), asked.input()));
    return InputRequests.required(requests, states.seal(user, request.params(), run));
  }

  private ObjectNode decided(
      UserId user, RunId run, JsonNode responses, CancelSignal signal, ToolProgress progress)
      throws InterruptedException {
    try {
      askAgent
          .questions(user, run)
          .flatMap(asked -> InputRequests.decision(responses, asked.callId()).stream())
          .toList()
          .forEach(decision -> askAgent.decide(user, run, decision));
      return askAgent.follow(user, run, signal, progress);
    } catch (CodaException e) {
      return ToolAnswers.failed(String.valueOf(e.getMessage()));
    }
  }

  private JsonNode state(UserId user, JsonNode params) {
    return states
        .open(user, params)
        .orElseThrow(() ->
            new RefusedException(
                JsonRpc.INVALID_PARAMS,
                "The requestState is not of this call, or too old. Start the call again."));
  }

  private static ObjectNode discovered() {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    VERSIONS.forEach(result.putArray("supportedVersions")::add);
    result.putObject("capabilities").putObject("tools");
    return result.put("instructions", McpMethods.INSTRUCTIONS);
  }

  private static ObjectNode cached(ObjectNode result, String scope) {
    return complete(result).put("ttlMs", LIST_MILLIS).put("cacheScope", scope);
  }

  private static ObjectNode complete(ObjectNode result) {
    result.put("resultType", "complete");
    result
        .putObject("_meta")
        .putObject("io.modelcontextprotocol/serverInfo")
        .put("name", "coda")
        .put("version", "0.1.0");
    return result;
  }
}
