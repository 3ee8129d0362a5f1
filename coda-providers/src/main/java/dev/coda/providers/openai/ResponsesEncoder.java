package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.model.ModelCapability;
import dev.coda.api.model.SchemaTree;
import dev.coda.providers.catalogue.CatalogueEntry;
import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.wire.DroppedSettings;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes requests. Content that the protocol does not support fails with an exception; an
 * unsupported tuning parameter is left out.
 *
 * @see <a href="https://developers.openai.com/api/reference/resources/responses/methods/create">
 *     Create a response</a>
 */
final class ResponsesEncoder {
  /** Settings that have another place here, or none. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          OpenAiParameters.EFFORT,
          OpenAiParameters.SUMMARY,
          OpenAiParameters.VERBOSITY,
          OpenAiParameters.SEED,
          OpenAiParameters.FORCED_TOOL);

  private final String provider;
  private final CatalogueEntry model;

  ResponsesEncoder(String provider, CatalogueEntry model) {
    this.provider = provider;
    this.model = model;
  }

  byte[] encode(ChatRequest request) {
    OpenAiParameters own = OpenAiParameters.from(request.parameters());
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    String name = ChatEncoder.modelName(provider, request);
    body.put("model", name);
    InputWriter.write(provider, body, request.messages());
    writeTools(body, request, own);
    writeText(body, request.responseFormat(), own);
    writeReasoning(body, name, own);
    if (request.maxOutputTokens() != null) {
      body.put("max_output_tokens", request.maxOutputTokens());
    }
    writeSampling(body, request, own);
    own.own()
        .forEach((field, value) -> {
          boolean withoutTools =
              field.equals(OpenAiParameters.PARALLEL_TOOL_CALLS) && !body.has("tools");
          if (!ELSEWHERE.contains(field) && !withoutTools) {
            body.set(field, value);
          }
        });
    body.put("store", false);
    body.put("stream", true);
    own.extra().forEach(body::set);
    return WireJson.bytes(body);
  }

  private static void writeTools(ObjectNode body, ChatRequest request, OpenAiParameters own) {
    List<ToolSpecification> tools = SchemaWriter.sendable(request.toolSpecifications());
    if (tools.isEmpty()) {
      return;
    }
    ArrayNode list = body.putArray("tools");
    for (ToolSpecification tool : tools) {
      ObjectNode entry = list.addObject().put("type", "function").put("name", tool.name());
      if (tool.description() != null) {
        entry.put("description", tool.description());
      }
      entry.set("parameters", SchemaWriter.parameters(tool));
      // Without this field, the tool counts as strict.
      entry.put("strict", SchemaWriter.isStrict(tool));
    }
    String forced = own.text(OpenAiParameters.FORCED_TOOL);
    if (forced != null) {
      body.putObject("tool_choice").put("type", "function").put("name", forced);
    } else if (request.toolChoice() != null) {
      body.put("tool_choice", request.toolChoice().name().toLowerCase(Locale.ROOT));
    }
  }

  private static void writeText(
      ObjectNode body, @Nullable ResponseFormat format, OpenAiParameters own) {
    ObjectNode text = JsonNodeFactory.instance.objectNode();
    if (format != null && format.type() == ResponseFormatType.JSON) {
      ObjectNode shape = text.putObject("format");
      if (format.jsonSchema() == null) {
        shape.put("type", "json_object");
      } else {
        JsonNode schema = SchemaTree.of(format.jsonSchema().rootElement());
        shape.put("type", "json_schema");
        shape.put("name", SchemaWriter.name(format.jsonSchema().name()));
        shape.set("schema", schema);
        shape.put("strict", StrictSchema.accepts(schema));
      }
    }
    String verbosity = own.text(OpenAiParameters.VERBOSITY);
    if (verbosity != null) {
      text.put("verbosity", verbosity);
    }
    if (!text.isEmpty()) {
      body.set("text", text);
    }
  }

  private void writeReasoning(ObjectNode body, String name, OpenAiParameters own) {
    ObjectNode reasoning = JsonNodeFactory.instance.objectNode();
    String effort = own.text(OpenAiParameters.EFFORT);
    String summary = own.text(OpenAiParameters.SUMMARY);
    if (effort != null) {
      reasoning.put("effort", effort);
    }
    if (summary != null) {
      reasoning.put("summary", summary);
    }
    if (!reasoning.isEmpty()) {
      body.set("reasoning", reasoning);
    }
    boolean thinks =
        model.info().capabilities().contains(ModelCapability.REASONING)
            || ModelCatalogue.thinks(name);
    if (!reasoning.isEmpty() || thinks) {
      // Other models reject the request for it.
      body.putArray("include").add("reasoning.encrypted_content");
    }
  }

  private void writeSampling(ObjectNode body, ChatRequest request, OpenAiParameters own) {
    List<String> stop = request.stopSequences();
    if (stop != null && !stop.isEmpty()) {
      throw ResponsesFormat.unsupported(provider, "stop sequences");
    }
    writeKnob(body, "temperature", request.temperature());
    writeKnob(body, "top_p", request.topP());
    dropped("top_k", request.topK());
    dropped("frequency_penalty", request.frequencyPenalty());
    dropped("presence_penalty", request.presencePenalty());
    dropped(OpenAiParameters.SEED, own.own().get(OpenAiParameters.SEED));
  }

  private void writeKnob(ObjectNode body, String name, @Nullable Number value) {
    if (model.takesSampling()) {
      if (value != null) {
        body.putPOJO(name, value);
      }
    } else {
      dropped(name, value);
    }
  }

  private void dropped(String name, @Nullable Object value) {
    if (value != null) {
      DroppedSettings.warnOnce(provider, name);
    }
  }
}
