package dev.coda.core.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.event.StepTaken;
import dev.coda.api.message.ToolCall;
import dev.coda.api.tool.ToolResult;
import dev.coda.core.context.CleanText;
import dev.coda.core.tools.Execution;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the chain of thought: one short line for each thing the loop decided. */
final class Thoughts {
  private static final int MAX_SHOWN = 2_000;

  private Thoughts() {}

  static void reasoned(Turn turn, Reply reply) {
    String thought = reply.thoughts().isBlank() ? textBeforeTools(reply) : reply.thoughts();
    if (!thought.isBlank()) {
      turn.events().emit(step(turn, "reasoning", thought.strip(), null));
    }
  }

  static StepTaken selected(Turn turn, List<SelectedCall> calls) {
    ObjectNode metadata = object();
    calls.forEach(call -> metadata.withArray("tools").add(call.asked().toolName()));
    String names =
        calls.stream().map(call -> call.asked().toolName()).collect(Collectors.joining(", "));
    return step(turn, "tool_selection", "Selected " + names + ".", metadata);
  }

  static StepTaken parameters(Turn turn, SelectedCall call) {
    ToolResult refusal = call.refusal();
    String tool = call.asked().toolName();
    ObjectNode metadata = callMetadata(call).put("valid", refusal == null);
    String content =
        refusal == null
            ? "The arguments of %s match its schema%s."
                .formatted(tool, call.verdict().runs() ? "" : "; a person is asked first")
            : tool + " is not run: " + refusal.message();
    return step(turn, "parameter_eval", content, metadata);
  }

  static StepTaken evaluated(Turn turn, SelectedCall call, Execution execution, JsonNode scores) {
    ToolResult result = execution.result();
    ObjectNode metadata = callMetadata(call);
    metadata.set("evaluation", scores);
    String content =
        result.isOk()
            ? "%s answered in %d ms."
                .formatted(call.asked().toolName(), execution.took().toMillis())
            : "%s failed: %s".formatted(call.asked().toolName(), result.message());
    return step(turn, "tool_result_eval", content, metadata);
  }

  /** Scores a call once more, now that it shows whether the answer uses its result. */
  static StepTaken used(Turn turn, ToolCall call, JsonNode scores) {
    ObjectNode metadata = object().put("tool_name", call.toolName());
    metadata.put("call_id", call.id().toString());
    metadata.set("evaluation", scores);
    boolean used = scores.path("output_used").asDouble() >= 0.5;
    String content =
        "The answer %s what %s returned."
            .formatted(used ? "uses" : "does not use", call.toolName());
    return step(turn, "tool_result_eval", content, metadata);
  }

  static StepTaken synthesised(Turn turn, Reply reply, int toolResults, JsonNode scores) {
    String content =
        toolResults == 0
            ? "Answered from the conversation alone."
            : "Answered from %d tool result%s.".formatted(toolResults, toolResults == 1 ? "" : "s");
    ObjectNode metadata = object().put("finish_reason", reply.finishReason());
    metadata.set("evaluation", scores);
    return step(turn, "synthesis", content, metadata);
  }

  static StepTaken compacted(Turn turn, int messages, boolean byModel) {
    String content =
        "Put a summary in the place of the %d oldest messages, to stay within the model's window."
            .formatted(messages);
    ObjectNode metadata = object().put("messages", messages).put("by", byModel ? "model" : "rule");
    return step(turn, "compaction", content, metadata);
  }

  private static String textBeforeTools(Reply reply) {
    return reply.calls().isEmpty() ? "" : reply.text();
  }

  private static ObjectNode callMetadata(SelectedCall call) {
    return object()
        .put("tool_name", call.asked().toolName())
        .put("call_id", call.asked().callId().toString());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
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
