package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.id.CallId;
import dev.coda.api.tool.SignIn;
import java.util.Optional;
import java.util.UUID;

/** Asks a client's user for approvals, as forms, and reads what they say. */
final class InputRequests {
  private static final int LONGEST_INPUT = 2_000;

  private InputRequests() {}

  static ObjectNode required(ObjectNode requests, String state) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("resultType", "input_required");
    result.set("inputRequests", requests);
    return result.put("requestState", state);
  }

  /** Adds the question whether a tool may run. */
  static void ask(ObjectNode requests, String key, String tool, JsonNode input) {
    String arguments = input.toString();
    String shown =
        arguments.length() > LONGEST_INPUT
            ? arguments.substring(0, LONGEST_INPUT) + "…"
            : arguments;
    ObjectNode request = requests.putObject(key).put("method", "elicitation/create");
    ObjectNode params = request.putObject("params").put("mode", "form");
    params.put("message", "May %s run with %s?".formatted(tool, shown));
    ObjectNode schema = params.putObject("requestedSchema").put("type", "object");
    schema
        .putObject("properties")
        .putObject("approve")
        .put("type", "boolean")
        .put("title", "Run it")
        .put("default", false);
    schema.putArray("required").add("approve");
  }

  /** Adds the request to sign in to a service, whose link is complete. */
  static void ask(ObjectNode requests, String key, SignIn signIn) {
    ObjectNode request = requests.putObject(key).put("method", "elicitation/create");
    open(request.putObject("params"), signIn);
  }

  /** Returns the same request as the data of an error, as in the revision 2025-11-25. */
  static ObjectNode elicitations(SignIn signIn) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    ObjectNode elicitation = data.putArray("elicitations").addObject();
    open(elicitation, signIn).put("elicitationId", UUID.randomUUID().toString());
    return data;
  }

  private static ObjectNode open(ObjectNode params, SignIn signIn) {
    return params
        .put("mode", "url")
        .put("message", "Sign in to %s, then continue.".formatted(signIn.service()))
        .put("url", signIn.url());
  }

  /** Returns what the user decided about a call; empty without an answer. */
  static Optional<ApprovalDecision> decision(JsonNode responses, ApprovalRequired asked) {
    CallId call = asked.callId();
    Optional<Boolean> decided =
        asked.signIn() == null
            ? approved(responses, call.toString())
            : accepted(responses, call.toString());
    return decided.map(approved ->
        new ApprovalDecision(
            call,
            approved ? ApprovalDecision.Verdict.APPROVE : ApprovalDecision.Verdict.DENY,
            null,
            null));
  }

  /** Returns whether the user opened the address; empty without an answer. */
  static Optional<Boolean> accepted(JsonNode responses, String key) {
    JsonNode response = responses.path(key);
    return response.isObject()
        ? Optional.of(response.path("action").asText().equals("accept"))
        : Optional.empty();
  }

  /** Returns whether the user approved; empty without an answer. Closing the form is a no. */
  static Optional<Boolean> approved(JsonNode responses, String key) {
    JsonNode response = responses.path(key);
    return response.isObject()
        ? Optional.of(
            response.path("action").asText().equals("accept")
                && response.path("content").path("approve").asBoolean())
        : Optional.empty();
  }
}
