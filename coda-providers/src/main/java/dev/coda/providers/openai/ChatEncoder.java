package dev.coda.providers.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.wire.DroppedSettings;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes requests. Content that the protocol does not support fails with an exception; an
 * unsupported tuning parameter is left out.
 */
final class ChatEncoder {
  private final String provider;
  private final ChatDialect dialect;
  private final boolean takesSampling;
  private final MessageWriter messages;
  private final SchemaWriter schemas;

  /**
   * @param takesSampling whether the model accepts temperature and the like
   */
  ChatEncoder(String provider, ChatDialect dialect, boolean takesSampling) {
    this.provider = provider;
    this.dialect = dialect;
    this.takesSampling = takesSampling;
    this.schemas = new SchemaWriter(provider, dialect);
    this.messages = new MessageWriter(provider, dialect);
  }

  byte[] encode(ChatRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (JsonGenerator out = WireJson.mapper().createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("model", modelName(provider, request));
      out.writeArrayFieldStart("messages");
      messages.writeAll(out, request.messages());
      out.writeEndArray();
      schemas.writeTools(out, request.toolSpecifications());
      OpenAiParameters own = OpenAiParameters.from(request.parameters());
      writeToolChoice(out, request, own);
      schemas.writeResponseFormat(out, request.responseFormat());
      writeLimits(out, request);
      writeSampling(out, request);
      writeOwn(out, own, !request.toolSpecifications().isEmpty());
      out.writeBooleanField("stream", true);
      if (dialect.has(ChatDialect.Feature.STREAM_USAGE)) {
        out.writeObjectFieldStart("stream_options");
        out.writeBooleanField("include_usage", true);
        out.writeEndObject();
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return WireJson.sound(bytes.toByteArray());
  }

  private void writeToolChoice(JsonGenerator out, ChatRequest request, OpenAiParameters own)
      throws IOException {
    if (request.toolSpecifications().isEmpty()) {
      return;
    }
    String forced = own.text(OpenAiParameters.FORCED_TOOL);
    if (forced != null) {
      out.writePOJOField(
          "tool_choice", Map.of("type", "function", "function", Map.of("name", forced)));
    } else if (request.toolChoice() != null) {
      boolean required = request.toolChoice() == ToolChoice.REQUIRED;
      out.writeStringField(
          "tool_choice",
          required ? dialect.required() : request.toolChoice().name().toLowerCase(Locale.ROOT));
    }
  }

  private void writeOwn(JsonGenerator out, OpenAiParameters own, boolean hasTools)
      throws IOException {
    for (Map.Entry<String, JsonNode> setting : own.own().entrySet()) {
      if (!hasTools && setting.getKey().equals(OpenAiParameters.PARALLEL_TOOL_CALLS)) {
        continue;
      }
      if (setting.getKey().equals(OpenAiParameters.SUMMARY)) {
        DroppedSettings.warnOnce(provider, OpenAiParameters.SUMMARY);
      } else if (setting.getKey().equals(OpenAiParameters.SEED)) {
        out.writePOJOField(dialect.seed(), setting.getValue());
      } else if (!setting.getKey().equals(OpenAiParameters.FORCED_TOOL)) {
        out.writePOJOField(setting.getKey(), setting.getValue());
      }
    }
    for (Map.Entry<String, JsonNode> field : own.extra().entrySet()) {
      out.writePOJOField(field.getKey(), field.getValue());
    }
  }

  static String modelName(String provider, ChatRequest request) {
    if (request.modelName() == null) {
      throw ProviderException.of(
              FailureKind.INVALID_REQUEST,
              provider,
              "The request to " + provider + " names no model.")
          .build();
    }
    return request.modelName();
  }

  private void writeLimits(JsonGenerator out, ChatRequest request) throws IOException {
    if (request.maxOutputTokens() != null) {
      out.writeNumberField(dialect.maxTokensField(), request.maxOutputTokens());
    }
    List<String> stop = request.stopSequences();
    if (stop != null && !stop.isEmpty()) {
      out.writeArrayFieldStart("stop");
      for (String sequence : stop) {
        out.writeString(sequence);
      }
      out.writeEndArray();
    }
  }

  private void writeSampling(JsonGenerator out, ChatRequest request) throws IOException {
    writeKnob(out, "temperature", request.temperature(), takesSampling);
    writeKnob(out, "top_p", request.topP(), takesSampling);
    writeKnob(out, "frequency_penalty", request.frequencyPenalty(), takesSampling);
    writeKnob(out, "presence_penalty", request.presencePenalty(), takesSampling);
    writeKnob(out, "top_k", request.topK(), dialect.has(ChatDialect.Feature.TOP_K));
  }

  private void writeKnob(JsonGenerator out, String name, @Nullable Number value, boolean known)
      throws IOException {
    if (value == null) {
      return;
    }
    if (known) {
      out.writePOJOField(name, value);
    } else {
      DroppedSettings.warnOnce(provider, name);
    }
  }
}
