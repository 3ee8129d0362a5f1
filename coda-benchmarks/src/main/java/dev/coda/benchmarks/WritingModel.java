package dev.coda.benchmarks;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.coda.api.content.CodaJson;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageType;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/** Writes the messages it is sent as JSON, which is what every provider has to do, and answers. */
final class WritingModel implements StreamingChatModel {
  private static final ChatResponse ANSWER =
      ChatResponse.builder()
          .aiMessage(AiMessage.from("Noted."))
          .finishReason(FinishReason.STOP)
          .build();

  private List<ChatMessage> lastMessages = List.of();
  private long lastChecksum;

  List<ChatMessage> lastMessages() {
    return lastMessages;
  }

  long lastChecksum() {
    return lastChecksum;
  }

  @Override
  public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
    lastMessages = request.messages();
    lastChecksum = write(lastMessages);
    handler.onPartialResponse(ANSWER.aiMessage().text());
    handler.onCompleteResponse(ANSWER);
  }

  /** Returns the checksum of what was written, so that every byte counts and none is kept. */
  static long write(List<ChatMessage> messages) {
    CheckedOutputStream sink =
        new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32C());
    try (JsonGenerator out = CodaJson.mapper().createGenerator(sink)) {
      out.writeStartArray();
      for (ChatMessage message : messages) {
        out.writeStartObject();
        out.writeStringField("role", message.type().name());
        out.writeStringField("content", text(message));
        out.writeEndObject();
      }
      out.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sink.getChecksum().getValue();
  }

  static boolean isTurn(ChatMessage message) {
    return message.type() != ChatMessageType.SYSTEM;
  }

  private static String text(ChatMessage message) {
    return switch (message) {
      case UserMessage user -> user.singleText();
      case AiMessage assistant -> assistant.text();
      case SystemMessage system -> system.text();
      default -> throw new IllegalStateException("a conversation without tools has a tool message");
    };
  }
}
