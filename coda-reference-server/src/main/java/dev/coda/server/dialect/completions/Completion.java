package dev.coda.server.dialect.completions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.JsonText;
import dev.coda.api.content.ReasoningPart;
import dev.coda.api.event.RunFinished;
import dev.coda.api.message.ToolCall;
import dev.coda.api.model.Usage;
import dev.coda.server.dialect.RunLog;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a run that has ended as one completion, and what that has in common with its chunks. */
final class Completion {
  private Completion() {}

  static ObjectNode of(RunLog log, RunFinished end) {
    ObjectNode completion = head(log, "chat.completion");
    ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
    choice.set("message", message(log));
    choice.putNull("logprobs").put("finish_reason", finishReason(end));
    completion.set("usage", usage(end.usage()));
    return completion;
  }

  /** Returns the members that a completion and each of its chunks begin with. */
  static ObjectNode head(RunLog log, String object) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", log.first().runId().toString())
        .put("object", object)
        .put("created", log.first().ts().getEpochSecond())
        .put("model", log.model())
        .putNull("system_fingerprint");
  }

  /** Returns why a run ended in one of the protocol's words. */
  static String finishReason(RunFinished end) {
    return switch (end.reason()) {
      case "tool_calls", "content_filter" -> end.reason();
      case "length", "budget_exhausted" -> "length";
      default -> "stop";
    };
  }

  static ObjectNode usage(Usage usage) {
    ObjectNode tokens =
        JsonNodeFactory.instance
            .objectNode()
            .put("prompt_tokens", usage.input())
            .put("completion_tokens", usage.output())
            .put("total_tokens", usage.total());
    tokens.putObject("prompt_tokens_details").put("cached_tokens", usage.cacheRead());
    tokens.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
    return tokens;
  }

  static ObjectNode toolCall(ToolCall call) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", call.id().toString())
            .put("type", "function");
    node.putObject("function")
        .put("name", call.toolName())
        .put("arguments", JsonText.of(call.input()));
    return node;
  }

  private static ObjectNode message(RunLog log) {
    String text = log.projection().answerText();
    List<ToolCall> calls = log.leftToClient();
    ObjectNode message = JsonNodeFactory.instance.objectNode().put("role", "assistant");
    message.put("content", text.isEmpty() && !calls.isEmpty() ? null : text);
    message.putNull("refusal");
    String thoughts =
        log.projection().answerParts().stream()
            .filter(ReasoningPart.class::isInstance)
            .map(part -> ((ReasoningPart) part).text())
            .filter(thought -> !thought.isEmpty())
            .collect(Collectors.joining("\n\n"));
    if (!thoughts.isEmpty()) {
      message.put("reasoning_content", thoughts);
    }
    if (!calls.isEmpty()) {
      ArrayNode list = message.putArray("tool_calls");
      calls.forEach(call -> list.add(toolCall(call)));
    }
    return message;
  }
}
