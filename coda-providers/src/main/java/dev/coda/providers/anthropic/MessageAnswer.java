package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.model.ModelAttributes;
import dev.coda.providers.internal.wire.AnswerDraft;
import dev.coda.providers.internal.wire.StreamSink;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects an answer while its pieces go to the sink. Confined to one thread at a time. */
final class MessageAnswer {
  private final StreamSink sink;
  private final AnswerDraft draft;
  private final UsageDecoder usage = new UsageDecoder();
  private final List<ContentBlock> blocks = new ArrayList<>();
  private final Map<Integer, ContentBlock> open = new HashMap<>();
  private String stopReason = "";

  MessageAnswer(StreamSink sink) {
    this.sink = sink;
    this.draft = new AnswerDraft(sink);
  }

  /** Reads the start of a message, which is the complete message if it has a stop reason. */
  void start(JsonNode message) throws IOException {
    draft.id(message.path("id").asText(""));
    draft.model(message.path("model").asText(""));
    usage.accept(message.path("usage"));
    stopReason(message.path("stop_reason").asText(""));
    if (isEnded()) {
      // Whole from a host that does not stream; Anthropic sends calls that its own code makes so.
      int index = 0;
      for (JsonNode block : message.path("content")) {
        open(index, block);
        close(index++);
      }
    }
  }

  void usage(JsonNode report) {
    usage.accept(report);
  }

  void open(int index, JsonNode start) throws IOException {
    close(index);
    String type = start.path("type").asText("");
    if (!type.isEmpty()) {
      add(index, block(type, start));
    }
  }

  /** If a host leaves out the start of a block, the first piece determines its type. */
  void delta(int index, StreamFrame.Delta delta) throws IOException {
    ContentBlock block = open.get(index);
    if (block == null) {
      block = block(delta.blockType(), MissingNode.getInstance());
      add(index, block);
    }
    block.delta(delta);
  }

  void close(int index) throws IOException {
    ContentBlock block = open.remove(index);
    if (block != null) {
      block.close();
    }
  }

  private ContentBlock block(String type, JsonNode start) {
    return switch (type) {
      case "text" -> new TextBlock(start, draft);
      case "thinking", "redacted_thinking" -> new ThinkingBlock(start, draft);
      case "tool_use" -> new ToolUseBlock(start, calls().size(), sink);
      default -> ContentBlock.IGNORED;
    };
  }

  private void add(int index, ContentBlock block) {
    blocks.add(block);
    open.put(index, block);
  }

  void stopReason(String word) {
    if (!word.isEmpty()) {
      stopReason = word;
    }
  }

  boolean isEnded() {
    return !stopReason.isEmpty();
  }

  ChatResponse response() throws IOException {
    for (int index : List.copyOf(open.keySet())) {
      close(index);
    }
    FinishReason reason = StopReasons.of(stopReason);
    return draft.response(complete(reason), attributes(), usage.usage(), reason);
  }

  /** The text of a model before its refusal does not count, nor do its calls. */
  private List<ToolExecutionRequest> complete(FinishReason reason) {
    List<ToolExecutionRequest> complete = new ArrayList<>();
    if (reason == FinishReason.CONTENT_FILTER) {
      return complete;
    }
    ContentBlock last = blocks.isEmpty() ? ContentBlock.IGNORED : blocks.get(blocks.size() - 1);
    for (ToolUseBlock call : calls()) {
      if (reason != FinishReason.LENGTH || !call.isCut(call == last)) {
        complete.add(call.complete());
      }
    }
    return List.copyOf(complete);
  }

  private List<ToolUseBlock> calls() {
    return blocks.stream()
        .filter(ToolUseBlock.class::isInstance)
        .map(ToolUseBlock.class::cast)
        .toList();
  }

  private Map<String, Object> attributes() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    ThinkingState state = new ThinkingState();
    ArrayNode citations = JsonNodeFactory.instance.arrayNode();
    for (ContentBlock block : blocks) {
      block.describe(state);
      if (block instanceof TextBlock said) {
        said.cite(citations);
      }
    }
    ObjectNode kept = state.state();
    if (kept != null) {
      attributes.put(ModelAttributes.REASONING_STATE, kept);
    }
    if (!citations.isEmpty()) {
      attributes.put(ModelAttributes.CITATIONS, citations);
    }
    if (stopReason.equals(StopReasons.REFUSAL)) {
      attributes.put(ModelAttributes.REFUSAL, true);
    }
    return attributes;
  }
}
