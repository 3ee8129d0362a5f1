package dev.coda.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.JsonSize;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.TextPart;
import dev.coda.api.tool.NestedQuestion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how many bytes an event takes in a log, without writing it: the bytes of texts from
 * users, models and tools in UTF-8, and a fixed number for everything else. Thread-safe.
 */
public final class EventSize {
  /** The JSON of an event without the texts of models, tools and people. */
  public static final int OVERHEAD = 128;

  private EventSize() {}

  /**
   * {@return the number of bytes}
   *
   * @param payload the content of the event
   */
  public static long of(EventPayload payload) {
    return OVERHEAD + texts(payload);
  }

  private static long texts(EventPayload payload) {
    return switch (payload.kind()) {
      case RUN_QUEUED -> {
        RunQueued.Request request = ((RunQueued) payload).request();
        yield request == null ? 0 : parts(request.content());
      }
      case RUN_STARTED -> parts(((RunStarted) payload).content());
      case CONTENT_DELTA -> {
        ContentDelta delta = (ContentDelta) payload;
        yield JsonSize.utf8(delta.delta()) + json(delta.metadata());
      }
      case REASONING_DELTA -> {
        ReasoningDelta delta = (ReasoningDelta) payload;
        yield JsonSize.utf8(delta.delta()) + json(delta.state());
      }
      case TOOL_CALL_DELTA -> JsonSize.utf8(((ToolCallDelta) payload).delta());
      case TOOL_CALL -> {
        ToolCallRequested call = (ToolCallRequested) payload;
        yield text(call.toolName()) + json(call.input()) + json(call.state());
      }
      case TOOL_RESULT -> {
        ToolFinished result = (ToolFinished) payload;
        yield json(result.output()) + text(result.error()) + json(result.evaluation());
      }
      case TOOL_PROGRESS -> {
        ToolProgressed progress = (ToolProgressed) payload;
        NestedQuestion question = progress.question();
        yield text(progress.message()) + (question == null ? 0 : json(question.input()));
      }
      case APPROVAL_REQUIRED -> json(((ApprovalRequired) payload).input());
      case STEP -> {
        StepTaken step = (StepTaken) payload;
        yield text(step.content()) + json(step.metadata());
      }
      case COMPACTION -> text(((ContextCompacted) payload).summary());
      case UNKNOWN -> json(((UnknownEvent) payload).fields());
      default -> 0;
    };
  }

  private static long parts(@Nullable List<Part> parts) {
    long bytes = 0;
    for (Part part : parts == null ? List.<Part>of() : parts) {
      if (part instanceof TextPart text) {
        bytes += JsonSize.utf8(text.text());
      } else if (part instanceof MediaPart file) {
        bytes += text(file.data());
      }
    }
    return bytes;
  }

  private static long text(@Nullable String text) {
    return text == null ? 0 : JsonSize.utf8(text);
  }

  private static long json(@Nullable JsonNode node) {
    return node == null ? 0 : JsonSize.of(node);
  }
}
