package dev.coda.providers.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.wire.DroppedSettings;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.io.IOException;
import java.util.List;

/** Writes the messages of a conversation. */
final class MessageWriter {
  /** The text that is sent for an answer that was stopped before it had any. */
  private static final String INTERRUPTED = "(The answer was interrupted.)";

  private final String provider;
  private final ChatDialect dialect;
  private final CallIds ids;
  private final ContentWriter contents;

  MessageWriter(String provider, ChatDialect dialect) {
    this.provider = provider;
    this.dialect = dialect;
    this.ids = new CallIds(dialect.callIdLength());
    this.contents = new ContentWriter(provider);
  }

  void writeAll(JsonGenerator out, List<ChatMessage> messages) throws IOException {
    ChatMessage before = null;
    for (ChatMessage message : messages) {
      if (message instanceof UserMessage
          && before instanceof ToolExecutionResultMessage
          && dialect.has(ChatDialect.Feature.ANSWER_AFTER_TOOL)) {
        write(out, AiMessage.from(INTERRUPTED));
      }
      write(out, message);
      before = message;
    }
  }

  private void write(JsonGenerator out, ChatMessage message) throws IOException {
    out.writeStartObject();
    if (message instanceof SystemMessage system) {
      out.writeStringField("role", "system");
      out.writeStringField("content", system.text());
    } else if (message instanceof UserMessage user) {
      user(out, user);
    } else if (message instanceof AiMessage assistant) {
      assistant(out, assistant);
    } else if (message instanceof ToolExecutionResultMessage result) {
      toolResult(out, result);
    } else {
      throw unsupported(provider, "messages of type " + message.type());
    }
    out.writeEndObject();
  }

  private void user(JsonGenerator out, UserMessage user) throws IOException {
    out.writeStringField("role", "user");
    if (user.name() != null && dialect.has(ChatDialect.Feature.USER_NAMES)) {
      out.writeStringField("name", user.name());
    } else if (user.name() != null) {
      DroppedSettings.warnOnce(provider, "name of a user");
    }
    if (user.hasSingleText()) {
      out.writeStringField("content", user.singleText());
      return;
    }
    out.writeArrayFieldStart("content");
    for (Content content : user.contents()) {
      contents.write(out, content);
    }
    out.writeEndArray();
  }

  private void assistant(JsonGenerator out, AiMessage assistant) throws IOException {
    out.writeStringField("role", "assistant");
    String text = assistant.text();
    if (text == null && assistant.hasToolExecutionRequests()) {
      out.writeNullField("content");
    } else {
      out.writeStringField("content", text == null ? "" : text);
    }
    JsonNode state = ChatState.of(provider, assistant);
    thinking(out, assistant, state);
    if (state.path(ChatState.REASONING_DETAILS).isArray()) {
      out.writePOJOField(ChatState.REASONING_DETAILS, state.get(ChatState.REASONING_DETAILS));
    }
    if (assistant.hasToolExecutionRequests()) {
      out.writeArrayFieldStart("tool_calls");
      int place = 0;
      for (ToolExecutionRequest call : assistant.toolExecutionRequests()) {
        toolCall(out, call, ChatState.extra(state, place++));
      }
      out.writeEndArray();
    }
  }

  private void thinking(JsonGenerator out, AiMessage assistant, JsonNode state) throws IOException {
    String field = dialect.thinkingField();
    String thinking = assistant.thinking();
    if (field == null && assistant.hasToolExecutionRequests()) {
      field = state.path(ChatState.THINKING_FIELD).textValue();
    }
    boolean required =
        assistant.hasToolExecutionRequests() && dialect.has(ChatDialect.Feature.THINKING_REQUIRED);
    if (field != null && (thinking != null || required)) {
      out.writeStringField(field, thinking == null ? "" : thinking);
    }
  }

  private void toolCall(JsonGenerator out, ToolExecutionRequest call, JsonNode extra)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("id", ids.of(call.id()));
    out.writeStringField("type", "function");
    out.writeObjectFieldStart("function");
    out.writeStringField("name", call.name());
    out.writeStringField("arguments", call.arguments() == null ? "{}" : call.arguments());
    out.writeEndObject();
    if (extra.isObject()) {
      out.writePOJOField(ChatState.EXTRA, extra);
    }
    out.writeEndObject();
  }

  private void toolResult(JsonGenerator out, ToolExecutionResultMessage result) throws IOException {
    out.writeStringField("role", "tool");
    out.writeStringField("tool_call_id", ids.of(result.id()));
    StringBuilder text = new StringBuilder();
    for (Content content : result.contents()) {
      if (!(content instanceof TextContent piece)) {
        throw unsupported(provider, content.type() + " in a tool's result");
      }
      text.append(text.isEmpty() ? "" : "\n").append(piece.text());
    }
    out.writeStringField("content", text.toString());
  }

  static ProviderException unsupported(String provider, String what) {
    return ProviderException.of(
            FailureKind.UNSUPPORTED,
            provider,
            provider + " cannot be sent " + what + " as chat completions: leave it out.")
        .build();
  }
}
