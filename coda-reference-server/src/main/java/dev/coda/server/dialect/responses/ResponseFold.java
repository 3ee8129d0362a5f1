package dev.coda.server.dialect.responses;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.JsonText;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.AttemptReset;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.MessageEnd;
import dev.coda.api.event.ReasoningDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunStarted;
import dev.coda.api.event.RunStatus;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.message.ToolCall;
import dev.coda.server.dialect.RunLog;
import dev.coda.server.dialect.ShownText;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds a run's log into a response and the frames of its stream. The frames and their numbers
 * depend on the log alone, so they are the same in every replay.
 *
 * <p>The server's own tools are shown as items of the type {@code coda:tool_call}. What an attempt
 * takes back ends as incomplete and is not in the response. Confined to one thread at a time.
 */
final class ResponseFold {
  private final ResponseFacts facts;
  private final RunLog log = new RunLog();
  private final ResponseFrames frames = new ResponseFrames();
  private final ShownText shown = new ShownText();

  /** The items by their indexes, which no other item ever has. */
  private final TreeMap<Integer, ObjectNode> items = new TreeMap<>();

  private final Map<Integer, Integer> partsByIndex = new HashMap<>();
  private final Map<CallId, Integer> runningCalls = new HashMap<>();
  private int nextIndex;
  private @Nullable TextItem open;
  private @Nullable Instant ended;

  ResponseFold(ResponseFacts facts) {
    this.facts = facts;
  }

  /** Adds the next event, and returns the frames that it becomes. */
  List<ObjectNode> apply(RunEvent event) {
    log.apply(event);
    switch (event.payload()) {
      case RunStarted started -> {
        frames.response("response.created", response("in_progress"));
        frames.response("response.in_progress", response("in_progress"));
      }
      case ContentDelta said ->
          text(TextItem.Kind.MESSAGE, said.messageId(), said.part(), said.offset(), said.delta());
      case ReasoningDelta thought ->
          text(
              TextItem.Kind.REASONING,
              thought.messageId(),
              thought.part(),
              thought.offset(),
              thought.delta());
      case ToolCallRequested call -> called(call);
      case ToolFinished result -> finished(result);
      case AttemptReset reset -> reset(reset.part());
      case MessageEnd end -> close("completed");
      case RunFinished end -> end(end, event.ts());
      default -> {
        // The protocol has nothing for it.
      }
    }
    return frames.take();
  }

  /** Returns the response as far as the log was read; a cancelled one says so. */
  ObjectNode response() {
    return response(
        log.end()
            .map(end -> end.status() == RunStatus.CANCELLED ? "cancelled" : status(end))
            .orElse(log.opening().isPresent() ? "in_progress" : "queued"));
  }

  /** Returns whether the run has ended. */
  boolean isOver() {
    return ended != null;
  }

  private ObjectNode response(String status) {
    return ResponseObject.of(log, facts, status, items.values(), ended);
  }

  private void text(TextItem.Kind kind, MessageId message, int part, int offset, String delta) {
    String more = shown.next(part, offset, delta);
    if (more.isEmpty()) {
      return;
    }
    if (open == null || !open.isOf(kind, part)) {
      close("completed");
      open = new TextItem(kind, message + "." + nextIndex, nextIndex, part);
      nextIndex++;
      open.open(frames);
    }
    open.add(more, frames);
  }

  private void close(String status) {
    if (open != null) {
      items.put(open.index(), open.close(status, frames));
      partsByIndex.put(open.index(), open.part());
      open = null;
    }
  }

  private void called(ToolCallRequested call) {
    close("completed");
    if (log.isOfClient(call.toolName())) {
      // Only the end tells whether it is left to the client.
      return;
    }
    int index = nextIndex++;
    ObjectNode item =
        call("coda:tool_call", call.callId(), call.toolName(), "in_progress")
            .put("arguments", JsonText.of(call.input()));
    items.put(index, item);
    partsByIndex.put(index, call.part());
    runningCalls.put(call.callId(), index);
    frames.item("added", index, item);
  }

  private void finished(ToolFinished result) {
    Integer index = runningCalls.remove(result.callId());
    ObjectNode item = index == null ? null : items.get(index);
    if (index == null || item == null) {
      return;
    }
    item.put("status", result.status() == ToolStatus.SUCCESS ? "completed" : "failed");
    item.put("output", result.output() == null ? null : JsonText.of(result.output()));
    item.put("error", result.error());
    frames.item("done", index, item);
  }

  private void reset(int part) {
    if (open != null && open.part() >= part) {
      close("incomplete");
    }
    items.keySet().removeIf(index -> partsByIndex.getOrDefault(index, -1) >= part);
    shown.dropFrom(part);
  }

  private void end(RunFinished end, Instant at) {
    String status = status(end);
    close(status.equals("completed") ? "completed" : "incomplete");
    log.leftToClient().forEach(this::leave);
    ended = at;
    frames.response("response." + status, response(status));
  }

  private void leave(ToolCall call) {
    int index = nextIndex++;
    String arguments = JsonText.of(call.input());
    String id = call.id().toString();
    ObjectNode item =
        call("function_call", call.id(), call.toolName(), "in_progress").put("arguments", "");
    frames.item("added", index, item);
    frames.ofItem("response.function_call_arguments.delta", id, index).put("delta", arguments);
    frames
        .ofItem("response.function_call_arguments.done", id, index)
        .put("name", call.toolName())
        .put("arguments", arguments);
    item.put("status", "completed").put("arguments", arguments);
    items.put(index, item);
    frames.item("done", index, item);
  }

  private static ObjectNode call(String type, CallId id, String tool, String status) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id.toString())
        .put("type", type)
        .put("status", status)
        .put("call_id", id.toString())
        .put("name", tool);
  }

  private static String status(RunFinished end) {
    return switch (end.status()) {
      case COMPLETED ->
          switch (end.reason()) {
            case "length", "content_filter", "budget_exhausted" -> "incomplete";
            default -> "completed";
          };
      case FAILED -> "failed";
      default -> "incomplete";
    };
  }
}
