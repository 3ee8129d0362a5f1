package dev.coda.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.model.ModelAttributes;
import dev.langchain4j.data.message.AiMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which parts an answer had and which of them were signed. Only lengths and positions are
 * kept, since the message itself holds the text and the calls. Confined to one thread at a time.
 */
final class SignedParts {
  /** The name of a signature, on the wire and in the stored state. */
  static final String SIGNATURE = "thoughtSignature";

  /** One entry for each protocol, so that no provider is sent another's. */
  private static final String FAMILY = "google";

  private static final String PARTS = "parts";

  private static final String CALL_IDS = "call_ids";

  private final List<Piece> pieces = new ArrayList<>();
  private boolean signed;

  /** Names what a part holds. */
  enum Kind {
    TEXT,
    THOUGHT,
    CALL;

    private final String field = name().toLowerCase(Locale.ROOT);
  }

  /**
   * One part.
   *
   * @param value the number of UTF-16 units of text or thought; for a call, its position from 0
   */
  record Piece(Kind kind, int value, @Nullable String signature) {}

  /**
   * Adds a piece of a stream. Signed parts are not joined, since Google requires them back
   * unchanged.
   */
  void add(Kind kind, int value, @Nullable String signature) {
    signed |= signature != null;
    Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
    boolean goesOn =
        last != null
            && kind != Kind.CALL
            && last.kind() == kind
            && last.signature() == null
            && signature == null;
    if (last != null && goesOn) {
      pieces.set(pieces.size() - 1, new Piece(kind, last.value() + value, null));
    } else {
      pieces.add(new Piece(kind, value, signature));
    }
  }

  /**
   * Returns what to keep with the message; null if nothing was signed and no call had an id.
   *
   * @param callIds Google's ids of the calls; empty for a call without an id
   */
  @Nullable JsonNode state(List<String> callIds) {
    boolean named = callIds.stream().anyMatch(id -> !id.isEmpty());
    if (!signed && !named) {
      return null;
    }
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    ObjectNode own = state.putObject(FAMILY);
    if (named) {
      callIds.forEach(own.putArray(CALL_IDS)::add);
    }
    if (!signed) {
      return state;
    }
    ArrayNode list = own.putArray(PARTS);
    for (Piece piece : pieces) {
      ObjectNode entry = list.addObject().put(piece.kind().field, piece.value());
      if (piece.signature() != null) {
        entry.put(SIGNATURE, piece.signature());
      }
    }
    return state;
  }

  /** Reads what was kept; empty if nothing was, or by another provider. */
  static List<Piece> read(AiMessage message) {
    List<Piece> pieces = new ArrayList<>();
    if (message.attributes().get(ModelAttributes.REASONING_STATE) instanceof JsonNode state) {
      for (JsonNode entry : state.path(FAMILY).path(PARTS)) {
        String signature = entry.path(SIGNATURE).textValue();
        for (Kind kind : Kind.values()) {
          if (entry.path(kind.field).isInt() && entry.path(kind.field).intValue() >= 0) {
            pieces.add(new Piece(kind, entry.path(kind.field).intValue(), signature));
          }
        }
      }
    }
    return pieces;
  }

  /** Returns Google's own id of the call in this place; null if it came without. */
  static @Nullable String callId(AiMessage message, int position) {
    if (message.attributes().get(ModelAttributes.REASONING_STATE) instanceof JsonNode state) {
      String id = state.path(FAMILY).path(CALL_IDS).path(position).asText("");
      return id.isEmpty() ? null : id;
    }
    return null;
  }

  /**
   * Returns whether the message still has the text and thoughts whose lengths these pieces have.
   */
  static boolean describes(List<Piece> pieces, AiMessage message) {
    return !pieces.isEmpty()
        && length(pieces, Kind.TEXT) == length(message.text())
        && length(pieces, Kind.THOUGHT) == length(message.thinking());
  }

  static @Nullable String signatureOfCall(List<Piece> pieces, int position) {
    for (Piece piece : pieces) {
      if (piece.kind() == Kind.CALL && piece.value() == position) {
        return piece.signature();
      }
    }
    return null;
  }

  private static long length(List<Piece> pieces, Kind kind) {
    return pieces.stream().filter(piece -> piece.kind() == kind).mapToLong(Piece::value).sum();
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
