package dev.coda.providers.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.model.ModelAttributes;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Binds thinking to the provider, the account and the model that produced it. Others refuse it, so
 * a request only has signatures and encrypted thoughts of its own origin. Immutable.
 *
 * @param account null if it is not known
 * @param model null if the request names none
 */
record ReasoningOrigin(String provider, @Nullable Account account, @Nullable String model) {
  private static final String FROM = "from";
  private static final String PROVIDER = "provider";
  private static final String ACCOUNT = "account";
  private static final String MODEL = "model";

  /** Returns the answer, with its origin added to its thinking. */
  ChatResponse mark(ChatResponse response) {
    AiMessage message = response.aiMessage();
    Object state = message.attributes().get(ModelAttributes.REASONING_STATE);
    if (message.thinking() == null && state == null) {
      return response;
    }
    ObjectNode marked = JsonNodeFactory.instance.objectNode();
    ObjectNode from = marked.putObject(FROM).put(PROVIDER, provider).put(MODEL, model);
    if (account != null) {
      from.put(ACCOUNT, account.digest());
    }
    if (state instanceof ObjectNode known) {
      marked.setAll(known);
    }
    return response.toBuilder()
        .aiMessage(message.toBuilder().attributes(with(message.attributes(), marked)).build())
        .build();
  }

  /** Returns the request without the thinking of others. */
  ChatRequest own(ChatRequest request) {
    if (request.messages().stream().noneMatch(this::isOfAnother)) {
      return request;
    }
    List<ChatMessage> messages =
        request.messages().stream()
            .map(message -> isOfAnother(message) ? withoutThinking((AiMessage) message) : message)
            .toList();
    return request.toBuilder().messages(messages).build();
  }

  private boolean isOfAnother(ChatMessage message) {
    if (message instanceof AiMessage reply
        && reply.attributes().get(ModelAttributes.REASONING_STATE) instanceof JsonNode state
        && state.has(FROM)) {
      JsonNode from = state.get(FROM);
      return !provider.equals(from.path(PROVIDER).asText())
          || !from.path(MODEL).asText().equals(model)
          || isOfAnotherAccount(from.path(ACCOUNT).asText(""));
    }
    return false;
  }

  /** Thinking that was stored before accounts were is taken for one's own. */
  private boolean isOfAnotherAccount(String digest) {
    return account != null && !digest.isEmpty() && !digest.equals(account.digest());
  }

  private static AiMessage withoutThinking(AiMessage reply) {
    Map<String, Object> rest = new LinkedHashMap<>(reply.attributes());
    rest.remove(ModelAttributes.REASONING_STATE);
    return reply.toBuilder().thinking(null).attributes(rest).build();
  }

  private static Map<String, Object> with(Map<String, Object> attributes, JsonNode state) {
    Map<String, Object> all = new LinkedHashMap<>(attributes);
    all.put(ModelAttributes.REASONING_STATE, state);
    return all;
  }
}
