package dev.coda.server.dialect.agui;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.JsonText;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.AttemptReset;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.MessageEnd;
import dev.coda.api.event.MessageStart;
import dev.coda.api.event.ReasoningDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunPaused;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.event.UsageReported;
import dev.coda.api.id.CallId;
import dev.coda.api.message.Message;
import dev.coda.server.dialect.RunLog;
import dev.coda.server.dialect.ShownText;
import dev.coda.server.run.RunEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run as events of AG-UI, from its beginning or from behind a pause, to the next pause or
 * its end. What an attempt takes back is taken back with a snapshot of all messages. Confined to
 * one thread at a time.
 */
final class AguiStream implements RunEncoder {
  private final AguiView view;
  private final RunLog log = new RunLog();
  private final ShownText shown = new ShownText();
  private final UsageByModel usage = new UsageByModel();
  private final Map<CallId, ApprovalRequired> questions = new HashMap<>();
  private final List<ObjectNode> gathered = new ArrayList<>();
  private MessageIds ids = new MessageIds("");
  private @Nullable OpenText open;
  private boolean begun;
  private boolean over;

  /** A text or a thought in the making. Immutable. */
  private record OpenText(String id, int part, boolean isThought) {}

  AguiStream(AguiView view) {
    this.view = view;
  }

  @Override
  public void write(RunEvent event, OutputStream out) throws IOException {
    log.apply(event);
    if (event.seq() > view.afterSeq() && !begun) {
      begin();
    }
    apply(event);
    if (event.seq() > view.afterSeq()) {
      for (ObjectNode frame : gathered) {
        frame.put("timestamp", event.ts().toEpochMilli());
        String text = "id: " + event.seq() + "\ndata: " + frame + "\n\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
    }
    gathered.clear();
  }

  @Override
  public boolean isOver() {
    return over;
  }

  private void begin() {
    begun = true;
    runEvent("RUN_STARTED");
    if (view.isRejoined()) {
      snapshot(List.of());
    }
  }

  private void apply(RunEvent event) {
    switch (event.payload()) {
      case MessageStart start -> ids = new MessageIds(start.messageId().toString());
      case ContentDelta said -> text(said.part(), said.offset(), said.delta(), false);
      case ReasoningDelta thought -> text(thought.part(), thought.offset(), thought.delta(), true);
      case ToolCallRequested call -> called(call);
      case ToolFinished result -> finished(result);
      case ApprovalRequired question -> questions.put(question.callId(), question);
      case AttemptReset reset -> reset(reset.part());
      case UsageReported report -> usage.add(report);
      case MessageEnd end -> close();
      case RunPaused paused -> paused(event.seq(), paused);
      case RunFinished end -> end(end);
      default -> {
        // The protocol has nothing for it.
      }
    }
  }

  private void text(int part, int offset, String delta, boolean isThought) {
    String more = shown.next(part, offset, delta);
    if (more.isEmpty()) {
      return;
    }
    if (open == null || open.part() != part) {
      close();
      open = new OpenText(isThought ? ids.of(part) : ids.ofText(part), part, isThought);
      if (isThought) {
        ofMessage("REASONING_START", open.id());
        ofMessage("REASONING_MESSAGE_START", open.id()).put("role", "reasoning");
      } else {
        ofMessage("TEXT_MESSAGE_START", open.id()).put("role", "assistant");
      }
    }
    ofMessage(isThought ? "REASONING_MESSAGE_CONTENT" : "TEXT_MESSAGE_CONTENT", open.id())
        .put("delta", more);
  }

  private void close() {
    if (open != null) {
      ofMessage(open.isThought() ? "REASONING_MESSAGE_END" : "TEXT_MESSAGE_END", open.id());
      if (open.isThought()) {
        ofMessage("REASONING_END", open.id());
      }
      open = null;
    }
  }

  private void called(ToolCallRequested call) {
    close();
    String id = call.callId().toString();
    ofCall("TOOL_CALL_START", id)
        .put("toolCallName", call.toolName())
        .put("parentMessageId", ids.ofCall(call.part()));
    ofCall("TOOL_CALL_ARGS", id).put("delta", JsonText.of(call.input()));
    ofCall("TOOL_CALL_END", id);
  }

  private void finished(ToolFinished end) {
    ToolResultPart result =
        new ToolResultPart(
            end.callId(), end.toolName(), end.status(), end.output(), end.error(), null);
    ofCall("TOOL_CALL_RESULT", end.callId().toString())
        .put("messageId", ids.ofResult(end.part()))
        .put("role", "tool")
        .put("content", AguiMessages.result(result));
  }

  private void reset(int part) {
    close();
    shown.dropFrom(part);
    snapshot(log.projection().answer().stream().toList());
  }

  private void paused(long seq, RunPaused paused) {
    if (seq <= view.afterSeq() || seq <= view.pausesOver()) {
      return;
    }
    close();
    ObjectNode outcome = runEvent("RUN_FINISHED").putObject("outcome").put("type", "interrupt");
    ArrayNode interrupts = outcome.putArray("interrupts");
    for (Interrupt interrupt : paused.interrupts()) {
      Interrupts.write(
          interrupts.addObject(), interrupt, questions.get(interrupt.callId()), view.links());
    }
    over = true;
  }

  private void end(RunFinished end) {
    close();
    if (end.error() != null) {
      frame("RUN_ERROR")
          .put("message", end.error().message())
          .put("code", end.error().code())
          .set("usage", usage.write());
      return;
    }
    ObjectNode finished = runEvent("RUN_FINISHED");
    ObjectNode outcome = finished.putObject("outcome");
    switch (end.status()) {
      case CANCELLED -> outcome.put("type", "cancelled");
      default -> {
        outcome.put("type", "success");
        log.leftToClient()
            .forEach(call -> outcome.withArray("pendingToolCallIds").add(call.id().toString()));
      }
    }
    finished.set("usage", usage.write());
  }

  /**
   * @param answer the answer as far as it holds; none if its parts follow
   */
  private void snapshot(List<Message> answer) {
    List<Message> all = new ArrayList<>(view.history());
    log.projection().userMessage().ifPresent(all::add);
    all.addAll(answer);
    frame("MESSAGES_SNAPSHOT").set("messages", AguiMessages.of(all));
  }

  private ObjectNode runEvent(String type) {
    return frame(type).put("threadId", view.threadId()).put("runId", view.runId());
  }

  private ObjectNode ofMessage(String type, String id) {
    return frame(type).put("messageId", id);
  }

  private ObjectNode ofCall(String type, String id) {
    return frame(type).put("toolCallId", id);
  }

  private ObjectNode frame(String type) {
    ObjectNode frame = JsonNodeFactory.instance.objectNode().put("type", type);
    gathered.add(frame);
    return frame;
  }
}
