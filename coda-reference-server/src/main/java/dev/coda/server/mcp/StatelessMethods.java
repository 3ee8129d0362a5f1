package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.CodaException;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.tool.SignIn;
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
  private static final String SIGN_IN = "sign_in";

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
  ObjectNode call(
      Caller caller, StatelessRequest request, CancelSignal signal, ToolProgress progress)
      throws InterruptedException {
    JsonNode params = request.params();
    JsonNode input = McpMethods.input(params);
    String name = params.path("name").asText();
    Optional<JsonNode> state =
        params.has("requestState") ? Optional.of(state(caller.user(), params)) : Optional.empty();
    ObjectNode result =
        name.equals(AskAgent.NAME)
            ? ask(caller, request, input, state, signal, progress)
            : tool(caller, request, name, input, state, signal, progress);
    return result.has("resultType") ? result : complete(result);
  }

  private ObjectNode tool(
      Caller caller,
      StatelessRequest request,
      String name,
      JsonNode input,
      Optional<JsonNode> state,
      CancelSignal signal,
      ToolProgress progress) {
    UserId user = caller.user();
    JsonNode responses = request.params().path("inputResponses");
    boolean signsIn = responses.has(SIGN_IN);
    if (signsIn && !InputRequests.accepted(responses, SIGN_IN).orElse(false)) {
      return ToolAnswers.failed("The user declined to sign in.");
    }
    boolean approvedBefore = signsIn && state.filter(given -> given.has("approved")).isPresent();
    if (approvedBefore || !request.canElicit() || !tools.asks(user, name, input)) {
      return signedIn(
          caller,
          request,
          approvedBefore,
          tools.call(caller, name, input, approvedBefore, signal, progress));
    }
    Optional<Boolean> approved = state.flatMap(given -> InputRequests.approved(responses, TOOL));
    if (approved.isEmpty()) {
      ObjectNode requests = JsonNodeFactory.instance.objectNode();
      InputRequests.ask(requests, TOOL, name, input);
      return InputRequests.required(requests, states.seal(user, request.params(), null, false));
    }
    return approved.get()
        ? signedIn(caller, request, true, tools.call(caller, name, input, true, signal, progress))
        : ToolAnswers.failed("The user refused this call.");
  }

  /** Requests a sign-in, if the host can open an address; otherwise the answer has the link. */
  private ObjectNode signedIn(
      Caller caller, StatelessRequest request, boolean approved, ObjectNode result) {
    Optional<SignIn> signIn = ToolAnswers.signIn(result);
    if (signIn.isEmpty() || !request.canOpen()) {
      return result;
    }
    ObjectNode requests = JsonNodeFactory.instance.objectNode();
    InputRequests.ask(requests, SIGN_IN, signIn.get());
    return InputRequests.required(
        requests, states.seal(caller.user(), request.params(), null, approved));
  }

  private ObjectNode ask(
      Caller caller,
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
                caller, waiting.get(), request.params().path("inputResponses"), signal, progress)
            : askAgent.call(caller, input, signal, progress);
    JsonNode output = answer.path("structuredContent");
    if (!output.path("status").asText().equals(AskAgent.AWAITS)) {
      return answer;
    }
    RunId run = RunId.of(output.path("run_id").asText());
    ObjectNode requests = JsonNodeFactory.instance.objectNode();
    askAgent
        .questions(caller.user(), run)
        .forEach(asked -> {
          String key = asked.callId().toString();
          if (asked.signIn() != null && request.canOpen()) {
            InputRequests.ask(requests, key, caller.linked(asked.signIn()));
          } else if (asked.signIn() == null && request.canElicit()) {
            InputRequests.ask(requests, key, asked.toolName(), asked.input());
          }
        });
    return requests.isEmpty()
        ? answer
        : InputRequests.required(
            requests, states.seal(caller.user(), request.params(), run, false));
  }

  private ObjectNode decided(
      Caller caller, RunId run, JsonNode responses, CancelSignal signal, ToolProgress progress)
      throws InterruptedException {
    UserId user = caller.user();
    try {
      askAgent
          .questions(user, run)
          .flatMap(asked -> InputRequests.decision(responses, asked).stream())
          .toList()
          .forEach(decision -> askAgent.decide(user, run, decision));
      return askAgent.follow(caller, run, signal, progress);
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
        .withObject("/_meta")
        .putObject("io.modelcontextprotocol/serverInfo")
        .put("name", "coda")
        .put("version", "0.1.0");
    return result;
  }
}
