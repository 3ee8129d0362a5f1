package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.model.ModelAttributes;
import dev.coda.providers.internal.wire.AnswerDraft;
import dev.coda.providers.internal.wire.StreamSink;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects an answer while its pieces go to the sink. Confined to one thread at a time. */
final class ResponsesAnswer {
  private static final String BREAK = "\n\n";

  private final StreamSink sink;
  private final AnswerDraft draft;
  private final OutputItems items = new OutputItems(this::begin);
  private final ArrayNode citations = JsonNodeFactory.instance.arrayNode();

  ResponsesAnswer(StreamSink sink) {
    this.sink = sink;
    this.draft = new AnswerDraft(sink);
  }

  OutputItems items() {
    return items;
  }

  private OutputItem begin(String type) {
    return switch (type) {
      case "message" -> message();
      case "reasoning" -> new OutputReasoning(draft);
      case "function_call" -> call();
      default -> OutputItem.IGNORED;
    };
  }

  private OutputCall call() {
    List<OutputCall> earlier = items.all(OutputCall.class);
    earlier.forEach(OutputCall::announce);
    return new OutputCall(earlier.size(), sink);
  }

  private OutputMessage message() {
    int start = draft.textLength();
    int separator = start == 0 ? 0 : BREAK.length();
    return new OutputMessage(
        piece -> draft.text(start > 0 && draft.textLength() == start ? BREAK + piece : piece),
        citations::add,
        separator);
  }

  /** Puts the answer together, as the provider described its end. */
  ChatResponse response(JsonNode end, FinishReason reason) throws IOException {
    List<ToolExecutionRequest> calls = new ArrayList<>();
    for (OutputCall call : items.all(OutputCall.class)) {
      if (reason == FinishReason.STOP || !call.isCut()) {
        calls.add(call.complete());
      }
    }
    boolean refused = items.all(OutputMessage.class).stream().anyMatch(OutputMessage::isRefusal);
    draft.id(end.path("id").asText(""));
    draft.model(end.path("model").asText(""));
    UsageDecoder usage = new UsageDecoder();
    usage.accept(end.path("usage"));
    return draft.response(
        calls, attributes(refused), usage.usage(), refused ? FinishReason.CONTENT_FILTER : reason);
  }

  private Map<String, Object> attributes(boolean refused) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    ResponsesState state = new ResponsesState();
    items.all(OutputItem.class).forEach(item -> item.describe(state));
    ObjectNode kept = state.state();
    if (kept != null) {
      attributes.put(ModelAttributes.REASONING_STATE, kept);
    }
    if (!citations.isEmpty()) {
      attributes.put(ModelAttributes.CITATIONS, citations);
    }
    if (refused) {
      attributes.put(ModelAttributes.REFUSAL, true);
    }
    return attributes;
  }
}
