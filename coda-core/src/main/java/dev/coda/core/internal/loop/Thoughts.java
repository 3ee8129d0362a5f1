package dev.coda.core.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CleanText;
import dev.coda.api.content.CompactJson;
import dev.coda.api.event.StepTaken;
import dev.coda.api.message.ToolCall;
import dev.coda.api.tool.ToolResult;
import dev.coda.core.tools.Execution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the chain of thought: one short line for each decision of the loop. */
final class Thoughts {
  private static final int MAX_SHOWN = 2_000;

  private Thoughts() {}

  static void reasoned(Turn turn, Reply reply) {
    String thought = reply.thoughts().isBlank() ? textBeforeTools(reply) : reply.thoughts();
    if (!thought.isBlank()) {
      turn.events().emit(step(turn, "reasoning", thought.strip(), null));
    }
  }

  static StepTaken selected(Turn turn, List<CheckedCall> calls) {
    String[] names = new String[calls.size()];
    ArrayNode tools = new ArrayNode(JsonNodeFactory.instance, names.length);
    for (int i = 0; i < names.length; i++) {
      names[i] = calls.get(i).asked().toolName();
      tools.add(names[i]);
    }
    ObjectNode metadata = CompactJson.object(1);
    metadata.set("tools", tools);
    String selected = names.length == 1 ? names[0] : String.join(", ", names);
    return step(turn, "tool_selection", "Selected " + selected + ".", metadata);
  }

  static StepTaken parameters(Turn turn, CheckedCall call) {
    ToolResult refusal = call.refusal();
    String tool = call.asked().toolName();
    ObjectNode metadata = callMetadata(tool, call.id()).put("valid", refusal == null);
    String end = call.verdict().question() == null ? "." : "; a person is asked first.";
    String content =
        refusal == null
            ? "The arguments of " + tool + " match its schema" + end
            : tool + " is not run: " + refusal.message();
    return step(turn, "parameter_eval", content, metadata);
  }

  static StepTaken evaluated(Turn turn, CheckedCall call, Execution execution, JsonNode scores) {
    ToolResult result = execution.result();
    String tool = call.asked().toolName();
    ObjectNode metadata = callMetadata(tool, call.id());
    metadata.set("evaluation", scores);
    String content =
        result.isOk()
            ? tool + " answered in " + execution.took().toMillis() + " ms."
            : tool + " failed: " + result.message();
    return step(turn, "tool_result_eval", content, metadata);
  }

  /** Scores a call once more, now that it shows whether the answer uses its result. */
  static StepTaken used(Turn turn, ToolCall call, JsonNode scores) {
    ObjectNode metadata = callMetadata(call.toolName(), call.id().toString());
    metadata.set("evaluation", scores);
    boolean used = scores.path("output_used").asDouble() >= 0.5;
    String content =
        (used ? "The answer uses what " : "The answer does not use what ")
            + call.toolName()
            + " returned.";
    return step(turn, "tool_result_eval", content, metadata);
  }

  static StepTaken synthesised(Turn turn, Reply reply, int toolResults, JsonNode scores) {
    String content =
        switch (toolResults) {
          case 0 -> "Answered from the conversation alone.";
          case 1 -> "Answered from 1 tool result.";
          default -> "Answered from " + toolResults + " tool results.";
        };
    ObjectNode metadata = CompactJson.object(2).put("finish_reason", reply.finishReason());
    metadata.set("evaluation", scores);
    return step(turn, "synthesis", content, metadata);
  }

  static StepTaken compacted(Turn turn, int messages, boolean byModel) {
    String why =
        turn.context().compactsOnly() ? "as the user wanted" : "to stay within the model's window";
    String content =
        "Put a summary in the place of the %d oldest messages, %s.".formatted(messages, why);
    ObjectNode metadata =
        CompactJson.object(2).put("messages", messages).put("by", byModel ? "model" : "rule");
    return step(turn, "compaction", content, metadata);
  }

  private static String textBeforeTools(Reply reply) {
    return reply.calls().isEmpty() ? "" : reply.text();
  }

  private static ObjectNode callMetadata(String toolName, String callId) {
    return CompactJson.object(3).put("tool_name", toolName).put("call_id", callId);
  }

  private static StepTaken step(
      Turn turn, String type, String content, @Nullable JsonNode metadata) {
    return new StepTaken(
        turn.identity().messageId(),
        turn.progress().nextStep(),
        type,
        CleanText.shortened(content, MAX_SHOWN),
        metadata);
  }
}
