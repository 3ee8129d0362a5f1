package dev.coda.providers.google;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes earlier answers of the model, each signature on the part with which it was received.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">Thought signatures</a>
 */
final class ReplyWriter {
  /** Google's own word for a call that another model made, for which there is no signature. */
  private static final String FROM_ELSEWHERE = "skip_thought_signature_validator";

  private final boolean checksSignatures;

  ReplyWriter(boolean checksSignatures) {
    this.checksSignatures = checksSignatures;
  }

  void write(ArrayNode parts, AiMessage reply) {
    List<SignedParts.Piece> pieces = SignedParts.read(reply);
    List<ToolExecutionRequest> calls = reply.toolExecutionRequests();
    ObjectNode[] written = new ObjectNode[calls.size()];
    if (SignedParts.describes(pieces, reply)) {
      inOrder(parts, reply, pieces, written);
    } else if (reply.text() != null && !reply.text().isEmpty()) {
      parts.addObject().put("text", reply.text());
    }
    for (int i = 0; i < written.length; i++) {
      if (written[i] == null) {
        String signature = SignedParts.signatureOfCall(pieces, i);
        written[i] = call(parts, calls.get(i), signature, SignedParts.callId(reply, i));
      }
    }
    if (checksSignatures && pieces.isEmpty() && written.length > 0) {
      written[0].put(SignedParts.SIGNATURE, FROM_ELSEWHERE);
    }
  }

  private static void inOrder(
      ArrayNode parts, AiMessage reply, List<SignedParts.Piece> pieces, ObjectNode[] written) {
    int text = 0;
    int thinking = 0;
    for (SignedParts.Piece piece : pieces) {
      switch (piece.kind()) {
        case TEXT -> {
          ObjectNode part = parts.addObject();
          part.put("text", slice(reply.text(), text, piece.value()));
          sign(part, piece.signature());
          text += piece.value();
        }
        case THOUGHT -> {
          // A thought without a signature is only for people: the model does not use it.
          if (piece.signature() != null) {
            ObjectNode part = parts.addObject();
            part.put("text", slice(reply.thinking(), thinking, piece.value()));
            part.put("thought", true);
            sign(part, piece.signature());
          }
          thinking += piece.value();
        }
        case CALL -> {
          int index = piece.value();
          if (index < written.length && written[index] == null) {
            ToolExecutionRequest request = reply.toolExecutionRequests().get(index);
            written[index] =
                call(parts, request, piece.signature(), SignedParts.callId(reply, index));
          }
        }
      }
    }
  }

  private static String slice(@Nullable String whole, int start, int length) {
    return whole == null ? "" : whole.substring(start, start + length);
  }

  private static ObjectNode call(
      ArrayNode parts,
      ToolExecutionRequest request,
      @Nullable String signature,
      @Nullable String id) {
    ObjectNode part = parts.addObject();
    ObjectNode call = part.putObject("functionCall");
    if (id != null) {
      // Vertex AI does not have it, and rejects the field.
      call.put("id", id);
    }
    call.put("name", request.name());
    call.set("args", arguments(request.arguments()));
    sign(part, signature);
    return part;
  }

  private static void sign(ObjectNode part, @Nullable String signature) {
    if (signature != null) {
      part.put(SignedParts.SIGNATURE, signature);
    }
  }

  /** Arguments that a model did not send as an object are not accepted in the history. */
  private static JsonNode arguments(@Nullable String arguments) {
    try {
      JsonNode parsed = arguments == null ? null : WireJson.mapper().readTree(arguments);
      return parsed != null && parsed.isObject() ? parsed : JsonNodeFactory.instance.objectNode();
    } catch (JsonProcessingException notJson) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
