package dev.coda.providers.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.coda.api.error.FailureKind;
import dev.coda.providers.internal.transport.ResponseHead;
import dev.coda.providers.internal.wire.StreamDecoder;
import dev.coda.providers.internal.wire.StreamSink;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the typed events of a response; unknown ones are skipped. Only an event with the outcome of
 * the response ends it.
 *
 * @see <a href="https://developers.openai.com/api/reference/resources/responses/streaming-events">
 *     Streaming events</a>
 */
final class ResponsesStreamDecoder implements StreamDecoder {
  private static final String COMPLETED = "completed";
  private static final String INCOMPLETE = "incomplete";
  private static final String FAILED = "failed";
  private static final String CANCELLED = "cancelled";

  private final ResponseHead head;
  private final ChatErrorDecoder errors;
  private final ResponsesAnswer answer;
  private JsonNode end = MissingNode.getInstance();
  private FinishReason reason = FinishReason.STOP;

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
      end(WireJson.mapper().readTree(data, offset, length), COMPLETED);
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
      case "response.output_item.added" -> answer.items().begin(frame.outputIndex, frame.item);
      case "response.output_item.done" -> answer.items().end(frame.outputIndex, frame.item);
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
      case "response.completed", "response.done" -> end(frame.response, COMPLETED);
      case "response.incomplete" -> end(frame.response, INCOMPLETE);
      case "response.failed" -> end(frame.response, FAILED);
      case "response.cancelled" -> end(frame.response, CANCELLED);
      default -> {
        // The start, the start or end of a part, a built-in tool of OpenAI, or an event that is
        // newer than this code.
      }
    }
  }

  private OutputItem item(ResponseFrame frame, String type) {
    return answer.items().at(frame.outputIndex, frame.itemId, type);
  }

  /**
   * Reads the end of a response; one that is not finished yet is ignored.
   *
   * @param otherwise its status if it has none, which follows from the event
   */
  private void end(JsonNode response, String otherwise) throws IOException {
    if (!response.isObject()) {
      throw new IOException("an end without its response");
    }
    String stated = response.path("status").asText("");
    String status = stated.isEmpty() ? otherwise : stated;
    switch (status) {
      case FAILED -> {
        if (response.path("error").isObject() || !isFiltered(response)) {
          throw errors.decode(head, response);
        }
        end(response, FinishReason.CONTENT_FILTER);
      }
      case CANCELLED -> throw errors.ended(head, FailureKind.PROVIDER_ERROR);
      case COMPLETED -> end(response, FinishReason.STOP);
      case INCOMPLETE -> end(response, incomplete(response));
      default -> {
        // In progress or queued.
      }
    }
  }

  private void end(JsonNode response, FinishReason why) {
    answer.items().all(response.path("output"));
    end = response;
    reason = why;
  }

  @Override
  public boolean isDone() {
    return end.isObject();
  }

  @Override
  public boolean isFinished() {
    return isDone();
  }

  @Override
  public @Nullable ChatResponse finish() throws IOException {
    return isDone() ? answer.response(end, reason) : null;
  }

  private static FinishReason incomplete(JsonNode response) {
    if (isFiltered(response)) {
      return FinishReason.CONTENT_FILTER;
    }
    return switch (why(response)) {
      // Some hosts give no reason; OpenAI has no other that is so common.
      case "max_output_tokens", "max_tokens", "" -> FinishReason.LENGTH;
      default -> FinishReason.OTHER;
    };
  }

  private static boolean isFiltered(JsonNode response) {
    return why(response).equals("content_filter");
  }

  private static String why(JsonNode response) {
    return response.path("incomplete_details").path("reason").asText("");
  }
}
