package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.id.CallId;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.UserId;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolProgress;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.CodaAgent;
import dev.coda.core.tools.InputProblem;
import dev.coda.core.tools.RegisteredTool;
import dev.coda.server.tool.SingleCalls;
import jakarta.inject.Singleton;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lists the agent's tools to hosts and calls them, through the gate that runs pass: valid input,
 * permission, time limit. Thread-safe.
 */
@Singleton
final class ToolCalls {
  private final CodaAgent agent;
  private final SingleCalls calls;
  private final IdSource ids;

  ToolCalls(CodaAgent agent, SingleCalls calls, IdSource ids) {
    this.agent = agent;
    this.calls = calls;
    this.ids = ids;
  }

  void list(UserId user, ArrayNode tools) {
    Function<RegisteredTool, ToolPermission> permissions = calls.permissions(user);
    agent.toolRegistry().snapshot().values().stream()
        // Hosts that ask for it get the agent, whatever else bears its name.
        .filter(tool -> !tool.spec().name().equals(AskAgent.NAME))
        .filter(tool -> permissions.apply(tool) != ToolPermission.DENY)
        .forEach(tool -> tools.add(view(tool.spec())));
  }

  /** Returns whether a call that could run otherwise needs a person's approval. */
  boolean asks(UserId user, String name, JsonNode given) {
    RegisteredTool tool = tool(name);
    return calls.permissions(user).apply(tool) == ToolPermission.ASK
        && tool.read(given).problems().isEmpty();
  }

  /**
   * Calls a tool.
   *
   * @param approved whether a person has approved exactly this call
   */
  ObjectNode call(
      Caller caller,
      String name,
      JsonNode given,
      boolean approved,
      CancelSignal signal,
      ToolProgress progress) {
    RegisteredTool tool = tool(name);
    RegisteredTool.ReadInput read = tool.read(given);
    if (!read.problems().isEmpty()) {
      String what =
          read.problems().stream().map(InputProblem::toString).collect(Collectors.joining("; "));
      return ToolAnswers.failed("The arguments do not match the tool's schema. " + what);
    }
    UserId user = caller.user();
    ToolPermission permission = calls.permissions(user).apply(tool);
    if (permission == ToolPermission.DENY || (permission == ToolPermission.ASK && !approved)) {
      return ToolAnswers.failed(
          "%s may not run without a person's approval, which MCP has no way to ask for here. Use"
                  .formatted(name)
              + " ask_agent, and approve the call in Coda.");
    }
    try {
      return ToolAnswers.of(
          calls.run(user, tool, CallId.next(ids), read.input(), signal, progress), caller);
    } catch (AdmissionException e) {
      return ToolAnswers.failed(e.getMessage());
    }
  }

  private RegisteredTool tool(String name) {
    return agent
        .toolRegistry()
        .find(name)
        .orElseThrow(
            () -> new RefusedException(JsonRpc.INVALID_PARAMS, "There is no tool " + name + "."));
  }

  private static ObjectNode view(ToolSpec spec) {
    ObjectNode view = CodaJson.mapper().createObjectNode();
    view.put("name", spec.name()).put("description", spec.description());
    view.set("inputSchema", objectSchema(spec.inputSchema()));
    // MCP knows results of objects only.
    spec.outputSchema()
        .filter(schema -> schema.path("type").asText().equals("object"))
        .ifPresent(schema -> view.set("outputSchema", schema));
    view.putObject("annotations")
        .put("readOnlyHint", spec.readOnly())
        .put("idempotentHint", spec.idempotent());
    return view;
  }

  private static JsonNode objectSchema(JsonNode schema) {
    return schema.has("type") ? schema : ((ObjectNode) schema.deepCopy()).put("type", "object");
  }
}
