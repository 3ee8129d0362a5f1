package dev.coda.server.dialect.uistream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.AttemptReset;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.MessageEnd;
import dev.coda.api.event.MessageStart;
import dev.coda.api.event.ReasoningDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunPaused;
import dev.coda.api.event.ToolCallDelta;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.id.CallId;
import dev.coda.api.tool.SignIn;
import dev.coda.server.dialect.Frames;
import dev.coda.server.dialect.RunLog;
import dev.coda.server.dialect.ShownText;
import dev.coda.server.run.RunEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run as chunks of one message, from its beginning or from behind a pause, to the next
 * pause or its end. Each reply of the model, with the results of its calls, is a step; what an
 * attempt takes back resets the step. Confined to one thread at a time.
 */
final class UiStream implements RunEncoder {
  private final long afterSeq;
  private final long pausesOver;
  private final UnaryOperator<String> links;
  private final RunLog log = new RunLog();
  private final ShownText shown = new ShownText();
  private final Set<CallId> begunCalls = new HashSet<>();
  private final List<ObjectNode> gathered = new ArrayList<>();
  private String message = "";
  private @Nullable OpenText open;
  private boolean begun;
  private boolean inStep;
  private boolean answered;
  private boolean over;

  /** A text or a thought in the making. Immutable. */
  private record OpenText(String id, int part, String kind) {}

  /**
   * @param afterSeq the pause behind which it begins; 0 for the whole run
   * @param pausesOver up to which event pauses have been answered
   * @param links makes links of this server complete
   */
  UiStream(long afterSeq, long pausesOver, UnaryOperator<String> links) {
    this.afterSeq = afterSeq;
    this.pausesOver = pausesOver;
    this.links = links;
  }

  @Override
  public void write(RunEvent event, OutputStream out) throws IOException {
    log.apply(event);
    if (event.payload() instanceof MessageStart start) {
      message = start.messageId().toString();
    }
    if (event.seq() > afterSeq && !begun && !message.isEmpty()) {
      begun = true;
      chunk("start").put("messageId", message);
    }
    apply(event);
    if (event.seq() > afterSeq) {
      for (ObjectNode chunk : gathered) {
        Frames.write(out, null, chunk);
      }
      if (over) {
        Frames.done(out);
      }
    }
    gathered.clear();
  }

  @Override
  public boolean isOver() {
    return over;
  }

  private void apply(RunEvent event) {
    switch (event.payload()) {
      case ContentDelta said -> text(said.part(), said.offset(), said.delta(), "text");
      case ReasoningDelta thought ->
          text(thought.part(), thought.offset(), thought.delta(), "reasoning");
      case ToolCallDelta piece -> arguments(piece);
      case ToolCallRequested call -> called(call);
      case ApprovalRequired question -> asked(question);
      case ToolFinished result -> finished(result);
      case AttemptReset reset -> reset(reset.part());
      case MessageEnd end -> close();
      case RunPaused paused -> {
        if (event.seq() > afterSeq && event.seq() > pausesOver) {
          endStep();
          chunk("finish").put("finishReason", "tool-calls");
          over = true;
        }
      }
      case RunFinished end -> end(end);
      default -> {
        // The protocol has nothing for it.
      }
    }
  }

  private void text(int part, int offset, String delta, String kind) {
    String more = shown.next(part, offset, delta);
    if (more.isEmpty()) {
      return;
    }
    if (open == null || open.part() != part) {
      close();
      beginStep();
      open = new OpenText(message + "." + part, part, kind);
      chunk(kind + "-start").put("id", open.id());
    }
    chunk(kind + "-delta").put("id", open.id()).put("delta", more);
  }

  private void close() {
    if (open != null) {
      chunk(open.kind() + "-end").put("id", open.id());
      open = null;
    }
  }

  /** A reply after results is another step. */
  private void beginStep() {
    if (answered) {
      endStep();
      answered = false;
    }
    if (!inStep) {
      chunk("start-step");
      inStep = true;
    }
  }

  private void endStep() {
    close();
    if (inStep) {
      chunk("finish-step");
      inStep = false;
    }
  }

  /** Pieces may be missing; the whole input follows. */
  private void arguments(ToolCallDelta piece) {
    begin(piece.callId(), piece.toolName());
    if (!piece.delta().isEmpty()) {
      ofCall("tool-input-delta", piece.callId()).put("inputTextDelta", piece.delta());
    }
  }

  private void begin(CallId call, String tool) {
    close();
    beginStep();
    if (begunCalls.add(call)) {
      ofTool("tool-input-start", call, tool);
    }
  }

  private void called(ToolCallRequested call) {
    begin(call.callId(), call.toolName());
    ofTool("tool-input-available", call.callId(), call.toolName()).set("input", call.input());
  }

  private void asked(ApprovalRequired question) {
    if (ApprovalRequired.ELICITATION.equals(question.reason())) {
      return;
    }
    SignIn signIn = question.signIn();
    if (signIn != null) {
      // An approval request has no place for a link.
      chunk("data-sign-in")
          .put("id", question.callId().toString())
          .putObject("data")
          .put("toolCallId", question.callId().toString())
          .put("service", signIn.service())
          .put("url", links.apply(signIn.url()));
    }
    ofCall("tool-approval-request", question.callId())
        .put("approvalId", question.callId().toString());
  }

  private void finished(ToolFinished result) {
    answered = true;
    if (result.status() == ToolStatus.DENIED) {
      ofCall("tool-output-denied", result.callId());
      return;
    }
    boolean ok = result.status() == ToolStatus.SUCCESS;
    ObjectNode chunk = ofCall(ok ? "tool-output-available" : "tool-output-error", result.callId());
    if (ok) {
      chunk.set("output", result.output());
    } else {
      chunk.put("errorText", result.error() == null ? "The tool failed." : result.error());
    }
    dynamic(chunk, result.toolName());
  }

  private void reset(int part) {
    open = null;
    shown.dropFrom(part);
    if (inStep && !answered) {
      chunk("reset-step");
    }
  }

  private void end(RunFinished end) {
    endStep();
    over = true;
    if (end.error() != null) {
      chunk("error").put("errorText", end.error().message());
      chunk("finish").put("finishReason", "error");
      return;
    }
    switch (end.status()) {
      case CANCELLED -> chunk("abort").put("reason", end.reason());
      default ->
          chunk("finish")
              .put(
                  "finishReason",
                  switch (end.reason()) {
                    case "tool_calls" -> "tool-calls";
                    case "content_filter" -> "content-filter";
                    case "length", "budget_exhausted" -> "length";
                    default -> "stop";
                  });
    }
  }

  private ObjectNode ofTool(String type, CallId call, String tool) {
    return dynamic(ofCall(type, call).put("toolName", tool), tool);
  }

  /** Pages know the tools that they offer, and no others. */
  private ObjectNode dynamic(ObjectNode chunk, String tool) {
    return log.isOfClient(tool) ? chunk : chunk.put("dynamic", true).put("providerExecuted", true);
  }

  private ObjectNode ofCall(String type, CallId call) {
    return chunk(type).put("toolCallId", call.toString());
  }

  private ObjectNode chunk(String type) {
    ObjectNode chunk = JsonNodeFactory.instance.objectNode().put("type", type);
    gathered.add(chunk);
    return chunk;
  }
}
