package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.model.ModelAttributes;
import dev.langchain4j.data.message.AiMessage;
import org.jspecify.annotations.Nullable;

/**
 * The state that a host requires back: an attribute of langchain4j's message has an object with one
 * entry for each protocol, which names its host, so that no host is sent another's.
 */
final class ChatState {
  static final String REASONING_DETAILS = "reasoning_details";

  /** Gemini's additional fields of a call, such as a signature, which must be sent back with it. */
  static final String EXTRA = "extra_content";

  /** The name of the field in which thinking came. */
  static final String THINKING_FIELD = "thinking_field";

  private static final String FAMILY = "openai_chat";
  private static final String HOST = "host";
  private static final String CALLS = "calls";

  private ChatState() {}

  /**
   * Returns what a message keeps; null for nothing.
   *
   * @param thinkingField the field in which thinking came and is wanted back; null for none
   * @param extras one for each call, in order; null for a call without any
   */
  static @Nullable ObjectNode of(
      String host, @Nullable String thinkingField, ArrayNode reasoningDetails, ArrayNode extras) {
    boolean hasExtras = extras.valueStream().anyMatch(JsonNode::isObject);
    if (thinkingField == null && reasoningDetails.isEmpty() && !hasExtras) {
      return null;
    }
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    ObjectNode own = state.putObject(FAMILY).put(HOST, host);
    if (thinkingField != null) {
      own.put(THINKING_FIELD, thinkingField);
    }
    if (!reasoningDetails.isEmpty()) {
      own.set(REASONING_DETAILS, reasoningDetails);
    }
    if (hasExtras) {
      own.set(CALLS, extras);
    }
    return state;
  }

  /** Returns what a message keeps for this host; missing if nothing. */
  static JsonNode of(String host, AiMessage message) {
    if (message.attributes().get(ModelAttributes.REASONING_STATE) instanceof JsonNode state) {
      JsonNode own = state.path(FAMILY);
      return own.path(HOST).asText(host).equals(host) ? own : MissingNode.getInstance();
    }
    return MissingNode.getInstance();
  }

  /** Returns the additional fields of the call at this index; missing if there are none. */
  static JsonNode extra(JsonNode state, int call) {
    return state.path(CALLS).path(call);
  }
}
