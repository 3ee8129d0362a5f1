package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.coda.providers.internal.wire.ArgumentText;
import dev.coda.providers.internal.wire.StreamSink;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts tool calls together from pieces, which hosts mark by index, by id, by both or by neither.
 * Confined to one thread at a time.
 */
final class ToolCallAssembler {
  private final StreamSink sink;
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<Integer, Draft> byIndex = new HashMap<>();
  private final ArrayNode extras = JsonNodeFactory.instance.arrayNode();
  private @Nullable Draft last;

  ToolCallAssembler(StreamSink sink) {
    this.sink = sink;
  }

  /** Adds one piece; missing fields are null or empty. */
  void piece(@Nullable Integer index, String id, String name, String arguments, JsonNode extra) {
    Draft draft = find(index, id, name, arguments);
    if (draft == null) {
      // Listeners order calls by their first pieces.
      drafts.forEach(earlier -> earlier.announce(sink));
      draft = new Draft(drafts.size());
      drafts.add(draft);
    }
    if (index != null) {
      byIndex.put(index, draft);
    }
    last = draft;
    draft.add(id, name, arguments, sink);
    draft.extra = extra.isObject() ? extra : draft.extra;
  }

  boolean isEmpty() {
    return drafts.isEmpty();
  }

  /** Returns whether the arguments of no call are known to continue. */
  boolean isWhole() {
    return drafts.stream().noneMatch(Draft::isIncomplete);
  }

  /**
   * Reports the complete calls, and returns them in order.
   *
   * @param cut whether the provider stopped the answer short, in which case a call whose arguments
   *     are not complete JSON was never made
   */
  List<ToolExecutionRequest> complete(boolean cut) {
    List<ToolExecutionRequest> calls = new ArrayList<>();
    for (Draft draft : drafts) {
      if (!draft.isNothing() && !(cut && draft.isCut())) {
        ToolExecutionRequest call = draft.request();
        if (draft.sent == 0) {
          // Without arguments nothing was reported of it yet, and listeners count calls by pieces.
          sink.toolCallPiece(draft.position, call.id(), call.name(), call.arguments());
        }
        sink.toolCall(draft.position, call);
        calls.add(call);
        extras.add(draft.extra);
      }
    }
    return List.copyOf(calls);
  }

  /** Returns the additional fields of the complete calls, in order; null for a call without any. */
  ArrayNode extras() {
    return extras;
  }

  /** Returns the call that a piece belongs to; null if it begins one. */
  private @Nullable Draft find(@Nullable Integer index, String id, String name, String arguments) {
    Draft known = index == null ? byId(id, name) : byIndex.get(index);
    if (known == null || name.isEmpty()) {
      return known;
    }
    // Hosts that send whole calls may put them all at index 0, or under one id; others repeat the
    // name with each piece of one call.
    boolean hasOtherId = !known.id.isEmpty() && !id.isEmpty() && !known.id.equals(id);
    boolean isNextWhole = !arguments.isBlank() && known.isFollowedBy(name, arguments, id.isEmpty());
    return hasOtherId || isNextWhole ? null : known;
  }

  private @Nullable Draft byId(String id, String name) {
    for (int i = drafts.size() - 1; i >= 0; i--) {
      if (!id.isEmpty() && drafts.get(i).id.equals(id)) {
        return drafts.get(i);
      }
    }
    return id.isEmpty() && name.isEmpty() ? last : null;
  }

  private static final class Draft {
    private final int position;
    private final ArgumentText arguments = new ArgumentText();
    private String id = "";
    private String name = "";
    private JsonNode extra = NullNode.getInstance();
    private int sent;

    Draft(int position) {
      this.position = position;
    }

    void add(String newId, String newName, String piece, StreamSink sink) {
      if (id.isEmpty()) {
        id = newId;
      }
      if (name.isEmpty() || arguments.isEmpty()) {
        name = joined(newName);
      }
      arguments.add(piece);
      CharSequence pieces = arguments.pieces();
      if (!name.isEmpty() && pieces.length() > sent && !arguments.isEmpty()) {
        String unsent = sent == 0 ? pieces.toString() : piece;
        sent = pieces.length();
        sink.toolCallPiece(position, callId(), name, unsent);
      }
    }

    /** Reports what may have been held back as the beginning of more. */
    void announce(StreamSink sink) {
      String pieces = sent == 0 && !name.isEmpty() ? arguments.pieces().toString() : "";
      if (!pieces.isEmpty()) {
        sent = pieces.length();
        sink.toolCallPiece(position, callId(), name, pieces);
      }
    }

    /** A few hosts send a name in pieces, or what there is of it so far, or the same each time. */
    private String joined(String piece) {
      return piece.startsWith(name) || piece.isEmpty() ? longer(piece) : name + piece;
    }

    private String longer(String piece) {
      return piece.length() > name.length() ? piece : name;
    }

    boolean isIncomplete() {
      return arguments.pieces().toString().isBlank() || !arguments.isWhole();
    }

    /** Returns whether a piece with a name is a new call rather than more of this one. */
    boolean isFollowedBy(String newName, String piece, boolean withoutId) {
      if (arguments.isEmpty() || !arguments.isWhole()) {
        return withoutId && !newName.equals(name) && !arguments.pieces().toString().isBlank();
      }
      // Under one id, the same once more is a repetition.
      return withoutId || !arguments.text().strip().equals(piece.strip());
    }

    /** Returns whether a limit may have ended the call, in which case it was never made. */
    boolean isCut() {
      return name.isEmpty() || isIncomplete();
    }

    boolean isNothing() {
      return name.isEmpty() && arguments.isEmpty();
    }

    ToolExecutionRequest request() {
      return ToolExecutionRequest.builder()
          .id(callId())
          .name(name.isEmpty() ? ArgumentText.UNKNOWN_TOOL : name)
          .arguments(arguments.text())
          .build();
    }

    /** Some hosts send no id, but the result of the call needs one. */
    private String callId() {
      return id.isEmpty() ? "call_" + position : id;
    }
  }
}
