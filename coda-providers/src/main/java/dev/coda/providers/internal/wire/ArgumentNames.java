package dev.coda.providers.internal.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tools of a request some of whose arguments are sent under other names. Immutable. */
public final class ArgumentNames {
  /** The names for a provider that accepts all names. */
  public static final ArgumentNames UNCHANGED = new ArgumentNames(Map.of());

  private final Map<String, KeyNames> byTool;

  private ArgumentNames(Map<String, KeyNames> byTool) {
    this.byTool = byTool;
  }

  /** Returns the names of tools whose schemas have been written. */
  public static ArgumentNames of(List<ToolSpecification> tools, RenderedSchemas schemas) {
    Map<String, KeyNames> byTool = new HashMap<>();
    for (ToolSpecification tool : tools) {
      KeyNames names = schemas.names(tool);
      if (!names.isEmpty()) {
        byTool.put(tool.name(), names);
      }
    }
    return byTool.isEmpty() ? UNCHANGED : new ArgumentNames(byTool);
  }

  /** Returns the arguments of an earlier call with the names under which they are sent. */
  public JsonNode sent(String tool, JsonNode arguments) {
    KeyNames names = byTool.get(tool);
    return names == null ? arguments : names.sent(arguments);
  }

  /** Returns a call with the names of its tool's own schema. */
  ToolExecutionRequest restored(ToolExecutionRequest call) {
    KeyNames names = byTool.get(call.name());
    if (names == null) {
      return call;
    }
    try {
      JsonNode arguments = names.restored(WireJson.mapper().readTree(call.arguments()));
      return call.toBuilder().arguments(arguments.toString()).build();
    } catch (JsonProcessingException notJson) {
      return call;
    }
  }

  /** Returns an answer whose calls have the names of their tools' own schemas. */
  ChatResponse restored(ChatResponse response) {
    AiMessage message = response.aiMessage();
    if (byTool.isEmpty() || !message.hasToolExecutionRequests()) {
      return response;
    }
    List<ToolExecutionRequest> calls =
        message.toolExecutionRequests().stream().map(this::restored).toList();
    return response.toBuilder()
        .aiMessage(message.toBuilder().toolExecutionRequests(calls).build())
        .build();
  }
}
