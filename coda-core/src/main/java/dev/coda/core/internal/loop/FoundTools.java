package dev.coda.core.internal.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.core.tools.ToolSearch;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads from a conversation which tools a model has found in it, or called. */
final class FoundTools {
  private FoundTools() {}

  /** Returns their names, in the order in which they came up, which never changes. */
  static Set<String> in(List<ChatMessage> messages) {
    Set<String> names = new LinkedHashSet<>();
    for (ChatMessage message : messages) {
      if (message instanceof AiMessage said && said.hasToolExecutionRequests()) {
        said.toolExecutionRequests().stream().map(ToolExecutionRequest::name).forEach(names::add);
      } else if (message instanceof ToolExecutionResultMessage result
          && ToolSearch.NAME.equals(result.toolName())) {
        found(result.text()).findValuesAsText("name").forEach(names::add);
      }
    }
    return names;
  }

  /** A result that was shortened to make room is no longer JSON. */
  private static JsonNode found(String text) {
    try {
      return CodaJson.mapper().readTree(text).path(ToolSearch.FOUND);
    } catch (JsonProcessingException e) {
      return CodaJson.mapper().missingNode();
    }
  }
}
