package dev.coda.providers.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.coda.api.error.FailureKind;
import dev.coda.providers.transport.ResponseHead;
import dev.coda.providers.wire.StreamDecoder;
import dev.coda.providers.wire.StreamSink;
import dev.coda.providers.wire.WireJson;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the typed events of a response; those it does not know, it passes over. Only an event that
 * says how the response ended ends one.
 *
 * @see <a href="https://developers.openai.com/api/reference/resources/responses/streaming-events">
 *     Streaming events</a>
 */
final class ResponsesStreamDecoder implements StreamDecoder {
  private final ResponseHead head;
  private final ChatErrorDecoder errors;
  private final ResponsesAnswer answer;
  private JsonNode end = MissingNode.getInstance();

  ResponsesStreamDecoder(ResponseHead head, StreamSink sink, ChatErrorDecoder errors) {
    this.head = head;
    this.errors = errors;
    this.answer = new ResponsesAnswer(sink);
  }

  @Override
  public void accept(String event, byte[] data, int offset, int length) throws IOException {
    if (isDone() || ChatStreamDecoder.isDoneMark(data, offset, length)) {
      return;
    }
    ResponseFrame frame;
    try (JsonParser in = WireJson.mapper().getFactory().createParser(data, offset, length)) {
      frame = ResponseFrame.read(in);
    }
    if (frame.object.equals("response")) {
      // The whole of it, from a host that does not stream.
      end(WireJson.mapper().readTree(data, offset, length));
      return;
    }
    frame.type = frame.type.isEmpty() ? event : frame.type;
    if (frame.error || frame.type.equals("error")) {
      throw errors.decode(head, WireJson.mapper().readTree(data, offset, length));
    }
    accept(frame);
  }

  private void accept(ResponseFrame frame) throws IOException {
    switch (frame.type) {
      case "response.output_item.added", "response.output_item.done" ->
          answer.items().accept(frame.outputIndex, frame.item);
      case "response.output_text.delta", "response.refusal.delta" ->
          item(frame, "message").piece(frame);
      case "response.output_text.done", "response.refusal.done" ->
          item(frame, "message").part(frame);
      case "response.output_text.annotation.added" -> {
        if (item(frame, "message") instanceof OutputMessage message) {
          message.cite(frame.annotation);
        }
      }
      case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
          item(frame, "reasoning").piece(frame);
      case "response.reasoning_summary_text.done", "response.reasoning_text.done" ->
          item(frame, "reasoning").part(frame);
      case "response.function_call_arguments.delta" -> item(frame, "function_call").piece(frame);
      case "response.function_call_arguments.done" -> item(frame, "function_call").part(frame);
      case "response.completed",
          "response.incomplete",
          "response.failed",
          "response.cancelled",
          "response.done" ->
          end(frame.response);
      default -> {
        // The start, a part's start or end, a tool of OpenAI's own, or something newer than this.
      }
    }
  }

  private OutputItem item(ResponseFrame frame, String type) {
    return answer.items().at(frame.outputIndex, frame.itemId, type);
  }

  /** A response that is not finished yet says nothing. */
  private void end(JsonNode response) throws IOException {
    if (!response.isObject()) {
      throw new IOException("an end without its response");
    }
    switch (response.path("status").asText("completed")) {
      case "failed" -> throw errors.decode(head, response);
      case "cancelled" -> throw errors.ended(head, FailureKind.PROVIDER_ERROR);
      case "completed", "incomplete" -> {
        int index = 0;
        for (JsonNode item : response.path("output")) {
          answer.items().accept(index++, item);
        }
        end = response;
      }
      default -> {
        // In progress or queued.
      }
    }
  }

  @Override
  public boolean isDone() {
    return end.isObject();
  }

  @Override
  public @Nullable ChatResponse finish() throws IOException {
    return isDone() ? answer.response(end, reason()) : null;
  }

  private FinishReason reason() {
    if (!end.path("status").asText().equals("incomplete")) {
      return FinishReason.STOP;
    }
    return switch (end.path("incomplete_details").path("reason").asText()) {
      // Some hosts give no reason; OpenAI has no other that is so common.
      case "max_output_tokens", "max_tokens", "" -> FinishReason.LENGTH;
      case "content_filter" -> FinishReason.CONTENT_FILTER;
      default -> FinishReason.OTHER;
    };
  }
}
