package dev.coda.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.model.ModelAttributes;
import dev.coda.providers.internal.wire.AnswerDraft;
import dev.coda.providers.internal.wire.ArgumentText;
import dev.coda.providers.internal.wire.StreamSink;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects an answer while its pieces go to the sink. Confined to one thread at a time. */
final class Answer {
  private final StreamSink sink;
  private final AnswerDraft draft;
  private final List<JsonNode> calls = new ArrayList<>();
  private final SignedParts parts = new SignedParts();
  private final UsageCounts usage = new UsageCounts();
  private final Sources sources = new Sources();
  private @Nullable StreamedCall open;
  private @Nullable String finishReason;

  Answer(StreamSink sink) {
    this.sink = sink;
    this.draft = new AnswerDraft(sink);
  }

  void id(String value) {
    draft.id(value);
  }

  void model(String value) {
    draft.model(value);
  }

  void usage(JsonNode report) {
    usage.accept(report);
  }

  void sources(JsonNode candidate) {
    sources.accept(candidate);
  }

  void finishReason(String value) {
    if (!value.isEmpty() && !value.equals("FINISH_REASON_UNSPECIFIED")) {
      finishReason = value;
    }
  }

  @Nullable String finishReason() {
    return finishReason;
  }

  /** Returns whether the model has returned any text for the user. */
  boolean hasText() {
    return draft.textLength() > 0;
  }

  boolean hasCalls() {
    return !calls.isEmpty();
  }

  /** Adds a part; one with only a signature belongs to the text before it. */
  void part(JsonNode part) throws IOException {
    String signature = part.path(SignedParts.SIGNATURE).textValue();
    JsonNode call = part.path("functionCall");
    if (call.isObject()) {
      call(call, signature);
      return;
    }
    String piece = part.path("text").asText("");
    if (piece.isEmpty() && signature == null) {
      return;
    }
    if (part.path("thought").asBoolean(false)) {
      parts.add(SignedParts.Kind.THOUGHT, piece.length(), signature);
      draft.thinking(piece);
    } else {
      parts.add(SignedParts.Kind.TEXT, piece.length(), signature);
      draft.text(piece);
    }
  }

  /** A call comes whole, or in pieces that mean nothing before the last. */
  private void call(JsonNode call, @Nullable String signature) throws IOException {
    boolean named = !call.path("name").asText("").isEmpty();
    if (open != null && named) {
      close(open);
    }
    if (open != null) {
      open.add(call, signature);
    } else {
      open = new StreamedCall(call, signature);
    }
    if (!StreamedCall.goesOn(call)) {
      close(open);
    }
  }

  private void close(StreamedCall call) {
    parts.add(SignedParts.Kind.CALL, calls.size(), call.signature());
    calls.add(call.call());
    open = null;
  }

  ChatResponse response(FinishReason reason) throws IOException {
    if (open != null && reason != FinishReason.LENGTH && reason != FinishReason.CONTENT_FILTER) {
      throw new IOException("a function call that has no end");
    }
    List<ToolExecutionRequest> requests = requests();
    for (int i = 0; i < requests.size(); i++) {
      sink.toolCall(i, requests.get(i));
    }
    return draft.response(requests, attributes(), usage.usage(), reason);
  }

  private List<ToolExecutionRequest> requests() {
    List<ToolExecutionRequest> requests = new ArrayList<>();
    for (JsonNode call : calls) {
      JsonNode arguments = call.path("args");
      String own = call.path("id").asText("");
      String name = call.path("name").asText("");
      requests.add(
          ToolExecutionRequest.builder()
              .id(own.isEmpty() ? inventedId(requests.size()) : own)
              .name(name.isEmpty() ? ArgumentText.UNKNOWN_TOOL : name)
              .arguments(text(arguments))
              .build());
    }
    return requests;
  }

  /** A few hosts write the arguments as a text that holds JSON. */
  private static String text(JsonNode arguments) {
    String text = arguments.isTextual() ? arguments.textValue() : arguments.toString();
    return text.isBlank() || arguments.isNull() ? "{}" : text;
  }

  /** Older models give no id; the answer to the call needs one that no later call has. */
  private String inventedId(int position) {
    return draft.id() == null ? "call_" + position : "call_" + draft.id() + "_" + position;
  }

  private Map<String, Object> attributes() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    JsonNode state = parts.state(calls.stream().map(call -> call.path("id").asText("")).toList());
    if (state != null) {
      attributes.put(ModelAttributes.REASONING_STATE, state);
    }
    JsonNode cited = sources.cited();
    if (cited != null) {
      attributes.put(ModelAttributes.CITATIONS, cited);
    }
    return attributes;
  }
}
