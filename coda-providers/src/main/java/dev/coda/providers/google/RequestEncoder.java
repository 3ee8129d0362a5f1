package dev.coda.providers.google;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.List;

/** Writes requests. Content that the protocol does not support fails with an exception. */
final class RequestEncoder {
  private final String provider;

  RequestEncoder(String provider) {
    this.provider = provider;
  }

  byte[] encode(ChatRequest request, ModelTraits traits) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    GoogleParameters own = GoogleParameters.from(request.parameters());
    String cache = own.cachedContent();
    if (cache != null) {
      body.put("cachedContent", cache);
    } else {
      writeInstruction(body, request.messages());
    }
    ContentsWriter contents = new ContentsWriter(provider, traits, body.putArray("contents"));
    request.messages().forEach(contents::add);
    if (cache == null) {
      // Google refuses instructions and tools together with a cache, which has its own.
      ToolWriter.write(body, request);
    }
    ObjectNode config = GenerationConfig.of(provider, request, traits);
    if (!config.isEmpty()) {
      body.set("generationConfig", config);
    }
    own.extra().forEach(body::set);
    return WireJson.bytes(body);
  }

  /** All instructions come before the conversation, wherever they were given. */
  private static void writeInstruction(ObjectNode body, List<ChatMessage> messages) {
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    for (ChatMessage message : messages) {
      if (message instanceof SystemMessage system) {
        parts.addObject().put("text", system.text());
      }
    }
    if (!parts.isEmpty()) {
      body.putObject("systemInstruction").set("parts", parts);
    }
  }

  static ProviderException unsupported(String provider, String what) {
    return ProviderException.of(
            FailureKind.UNSUPPORTED,
            provider,
            provider + " cannot be sent " + what + ": leave it out.")
        .build();
  }
}
