package dev.coda.server.dialect.completions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.event.AttemptReset;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.ReasoningDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunStarted;
import dev.coda.api.event.RunStatus;
import dev.coda.api.message.ToolCall;
import dev.coda.server.dialect.Frames;
import dev.coda.server.dialect.RunLog;
import dev.coda.server.dialect.ShownText;
import dev.coda.server.http.OpenAiErrors;
import dev.coda.server.run.RunEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run as the chunks of a streamed completion. The server's own tools are not shown; calls
 * that are left to the client come last, since only the end tells which they are. What an attempt
 * takes back cannot be taken back here: the new text follows in a paragraph of its own. Confined to
 * one thread at a time.
 */
final class CompletionChunks implements RunEncoder {
  private final boolean includeUsage;
  private final RunLog log = new RunLog();
  private final ShownText shown = new ShownText();
  private boolean hasText;

  CompletionChunks(boolean includeUsage) {
    this.includeUsage = includeUsage;
  }

  @Override
  public void write(RunEvent event, OutputStream out) throws IOException {
    log.apply(event);
    for (ObjectNode chunk : chunks(event)) {
      Frames.write(out, null, chunk);
    }
    if (event.payload() instanceof RunFinished end && end.status() != RunStatus.FAILED) {
      Frames.done(out);
    }
  }

  private List<ObjectNode> chunks(RunEvent event) {
    return switch (event.payload()) {
      case RunStarted started -> List.of(delta(node().put("role", "assistant").put("content", "")));
      case ContentDelta said -> text(said);
      case ReasoningDelta thought -> {
        String more = shown.next(thought.part(), thought.offset(), thought.delta());
        yield more.isEmpty() ? List.of() : List.of(delta(node().put("reasoning_content", more)));
      }
      case AttemptReset reset -> {
        shown.dropFrom(reset.part());
        yield List.of();
      }
      case RunFinished end -> end(end);
      default -> List.of();
    };
  }

  private List<ObjectNode> text(ContentDelta said) {
    boolean begins = shown.isNew(said.part());
    String more = shown.next(said.part(), said.offset(), said.delta());
    if (more.isEmpty()) {
      return List.of();
    }
    String text = begins && hasText ? "\n\n" + more : more;
    hasText = true;
    return List.of(delta(node().put("content", text)));
  }

  private List<ObjectNode> end(RunFinished end) {
    if (end.status() == RunStatus.FAILED && end.error() != null) {
      return List.of(
          OpenAiErrors.of(
              OpenAiErrors.SERVER_ERROR, end.error().code(), end.error().message(), null));
    }
    List<ObjectNode> chunks = new ArrayList<>();
    List<ToolCall> calls = log.leftToClient();
    for (int i = 0; i < calls.size(); i++) {
      ObjectNode delta = node();
      delta.putArray("tool_calls").add(Completion.toolCall(calls.get(i)).put("index", i));
      chunks.add(delta(delta));
    }
    chunks.add(chunk(node(), Completion.finishReason(end)));
    if (includeUsage) {
      ObjectNode last = frame();
      last.putArray("choices");
      last.set("usage", Completion.usage(end.usage()));
      chunks.add(last);
    }
    return chunks;
  }

  private ObjectNode delta(ObjectNode delta) {
    return chunk(delta, null);
  }

  private ObjectNode chunk(ObjectNode delta, @Nullable String reason) {
    ObjectNode chunk = frame();
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("logprobs").put("finish_reason", reason);
    if (includeUsage) {
      chunk.putNull("usage");
    }
    return chunk;
  }

  private ObjectNode frame() {
    return Completion.head(log, "chat.completion.chunk");
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
