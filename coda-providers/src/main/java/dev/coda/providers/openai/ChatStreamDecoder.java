package dev.coda.providers.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.coda.providers.internal.transport.ResponseHead;
import dev.coda.providers.internal.wire.StreamDecoder;
import dev.coda.providers.internal.wire.StreamSink;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads chunks token by token; only what is rare becomes a tree. */
final class ChatStreamDecoder implements StreamDecoder {
  private static final JsonFactory JSON = WireJson.mapper().getFactory();

  private final ResponseHead head;
  private final ChatErrorDecoder errors;
  private final ChatAnswer answer;
  private final DeltaReader deltas;
  private boolean done;
  private boolean inPieces;
  private boolean atOnce;
  private boolean answered;
  private int choice = -1;

  ChatStreamDecoder(
      String host,
      ResponseHead head,
      StreamSink sink,
      ChatErrorDecoder errors,
      ChatDialect dialect) {
    this.head = head;
    this.errors = errors;
    this.answer = new ChatAnswer(host, sink, dialect);
    this.deltas = new DeltaReader(answer);
  }

  @Override
  public void accept(String event, byte[] data, int offset, int length) throws IOException {
    if (isDoneMark(data, offset, length)) {
      done = true;
      return;
    }
    if (event.equals("error")) {
      throw errors.decode(head, WireJson.mapper().readTree(data, offset, length));
    }
    try (JsonParser in = JSON.createParser(data, offset, length)) {
      JsonToken first = in.nextToken();
      if (first == JsonToken.START_ARRAY && in.nextToken() == JsonToken.START_OBJECT) {
        // Google's own shape of an error, at its address for this protocol.
        throw errors.decode(head, WireJson.mapper().readTree(data, offset, length));
      }
      if (first != JsonToken.START_OBJECT) {
        throw new IOException("a chunk that is not an object");
      }
      boolean isError = chunk(in);
      if (isError || (!answered && isFailure(data, offset, length))) {
        throw errors.decode(head, WireJson.mapper().readTree(data, offset, length));
      }
    }
  }

  @Override
  public boolean isDone() {
    return done && (answer.isFinished() || answer.isWhole());
  }

  @Override
  public boolean isFinished() {
    String reason = answer.finishReason();
    return reason != null && FinishReasons.of(reason).failure() == null;
  }

  @Override
  public @Nullable ChatResponse finish() throws IOException {
    String reason = answer.finishReason();
    if (reason == null) {
      // The mark is the protocol's own end, and some hosts send no other; what is cut off lacks it.
      // A message that comes at once has its end within itself.
      boolean ended = done || (atOnce && !inPieces);
      return ended && answer.isWhole() ? answer.response(FinishReason.OTHER) : null;
    }
    FinishReasons.Meaning meaning = FinishReasons.of(reason);
    if (meaning.failure() != null) {
      throw errors.ended(head, meaning.failure());
    }
    return answer.response(meaning.reason());
  }

  /** A chunk without choices may have facts about the answer, or be an undeclared failure. */
  private static boolean isFailure(byte[] data, int offset, int length) throws IOException {
    return ChatErrorDecoder.isFailure(WireJson.mapper().readTree(data, offset, length));
  }

  /** Returns whether the whole chunk is an error. */
  private boolean chunk(JsonParser in) throws IOException {
    boolean isError = false;
    for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
      JsonToken value = in.nextToken();
      switch (field) {
        case "choices" -> {
          answered |= in.currentToken() == JsonToken.START_ARRAY;
          choices(in);
        }
        case "id" -> answer.id(WireJson.text(in));
        case "model" -> answer.model(WireJson.text(in));
        case "usage" -> answer.usage(in);
        case "x_groq" -> answer.usage(in, "usage");
        case "search_results" -> answer.citations().searchResults(in.readValueAsTree());
        case "citations" -> answer.citations().addresses(in.readValueAsTree());
        case "error" -> isError |= isReal(in);
        case "object" -> isError |= "error".equals(WireJson.text(in));
        default -> skip(in, value);
      }
    }
    if (in.currentToken() != JsonToken.END_OBJECT) {
      throw new IOException("a chunk that is cut");
    }
    return isError;
  }

  private void choices(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      in.skipChildren();
      return;
    }
    while (in.nextToken() == JsonToken.START_OBJECT) {
      choice(in);
    }
  }

  /** Of several choices the first that appears is the answer; its number comes first in it. */
  private void choice(JsonParser in) throws IOException {
    boolean isAnswer = true;
    String finishReason = "";
    JsonNode whole = MissingNode.getInstance();
    for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
      JsonToken value = in.nextToken();
      switch (field) {
        case "index" -> isAnswer = isAnswer(in);
        case "delta" -> {
          inPieces |= value == JsonToken.START_OBJECT;
          if (isAnswer) {
            deltas.read(in);
          } else {
            in.skipChildren();
          }
        }
        case "message" -> whole = in.readValueAsTree();
        case "finish_reason" -> finishReason = WireJson.text(in);
        case "usage" -> answer.usage(in);
        case "error" -> choiceError(in);
        default -> skip(in, value);
      }
    }
    if (isAnswer) {
      answer.finishReason(finishReason);
      whole(whole);
    }
  }

  /**
   * Reads the complete message, as in an answer without streaming; some hosts repeat it with each
   * piece.
   */
  private void whole(JsonNode message) throws IOException {
    if (message.isObject() && !inPieces) {
      atOnce = true;
      try (JsonParser in = message.traverse(WireJson.mapper())) {
        in.nextToken();
        deltas.read(in);
      }
    }
  }

  private boolean isAnswer(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      in.skipChildren();
      return true;
    }
    choice = choice < 0 ? in.getIntValue() : choice;
    return choice == in.getIntValue();
  }

  private void choiceError(JsonParser in) throws IOException {
    JsonNode error = in.readValueAsTree();
    if (error.isObject() && !error.isEmpty()) {
      throw errors.decode(head, error);
    }
  }

  /** Some hosts send {@code "error": null} with every chunk. */
  private static boolean isReal(JsonParser in) throws IOException {
    JsonToken value = in.currentToken();
    in.skipChildren();
    return value == JsonToken.START_OBJECT || value == JsonToken.VALUE_STRING;
  }

  private static void skip(JsonParser in, JsonToken value) throws IOException {
    if (value.isStructStart()) {
      in.skipChildren();
    }
  }

  static boolean isDoneMark(byte[] data, int offset, int length) {
    int end = offset + length;
    while (end > offset && data[end - 1] <= ' ' && data[end - 1] >= 0) {
      end--;
    }
    return end - offset == 6
        && data[offset] == '['
        && data[offset + 1] == 'D'
        && data[offset + 2] == 'O'
        && data[offset + 3] == 'N'
        && data[offset + 4] == 'E'
        && data[offset + 5] == ']';
  }
}
