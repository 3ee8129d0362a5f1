package dev.coda.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
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
 * Reads chunks, each a {@code GenerateContentResponse}; without {@code alt=sse} a host sends the
 * same chunks as one array.
 */
final class ChunkDecoder implements StreamDecoder {
  private final ResponseHead head;
  private final StatusDecoder errors;
  private final Answer answer;

  ChunkDecoder(ResponseHead head, StreamSink sink, StatusDecoder errors) {
    this.head = head;
    this.errors = errors;
    this.answer = new Answer(sink);
  }

  @Override
  public void accept(String event, byte[] data, int offset, int length) throws IOException {
    if (length > 1 && data[offset] == '[' && data[offset + 1] == 'D') {
      // Gateways that translate between protocols end every stream with OpenAI's mark.
      return;
    }
    JsonNode document = WireJson.mapper().readTree(data, offset, length);
    if (event.equals("error")) {
      throw errors.decode(head, document);
    }
    if (document.isArray()) {
      for (JsonNode chunk : document) {
        chunk(chunk);
      }
    } else {
      chunk(document);
    }
  }

  /** Only the end of the stream marks the end of the answer: usage may follow the finish reason. */
  @Override
  public boolean isDone() {
    return false;
  }

  @Override
  public boolean isFinished() {
    return answer.finishReason() != null;
  }

  @Override
  public @Nullable ChatResponse finish() throws IOException {
    String reason = answer.finishReason();
    if (reason == null) {
      return null;
    }
    FinishReasons.Meaning meaning = FinishReasons.of(reason);
    if (meaning.failure() == FailureKind.CONTENT_FILTERED && answer.hasText()) {
      return answer.response(FinishReason.CONTENT_FILTER);
    }
    if (reason.equals(FinishReasons.UNEXPECTED_CALL) && answer.hasCalls()) {
      // As with other providers, the caller reports that there is no such tool.
      return answer.response(meaning.reason());
    }
    if (meaning.failure() != null) {
      throw errors.ended(head, meaning.failure(), reason);
    }
    return answer.response(meaning.reason());
  }

  private void chunk(JsonNode chunk) throws IOException {
    if (!chunk.isObject()) {
      throw new IOException("a chunk that is not an object");
    }
    if (chunk.path("error").isObject() || chunk.path("error").isTextual()) {
      throw errors.decode(head, chunk);
    }
    String blocked = chunk.path("promptFeedback").path("blockReason").asText("");
    if (!blocked.isEmpty() && !blocked.equals("BLOCK_REASON_UNSPECIFIED")) {
      throw errors.ended(head, FailureKind.CONTENT_FILTERED, blocked);
    }
    answer.id(chunk.path("responseId").asText(""));
    answer.model(chunk.path("modelVersion").asText(""));
    answer.usage(chunk.path("usageMetadata"));
    for (JsonNode candidate : chunk.path("candidates")) {
      if (candidate.path("index").asInt(0) == 0) {
        candidate(candidate);
      }
    }
  }

  private void candidate(JsonNode candidate) throws IOException {
    for (JsonNode part : candidate.path("content").path("parts")) {
      answer.part(part);
    }
    answer.finishReason(candidate.path("finishReason").asText(""));
    answer.sources(candidate);
  }
}
