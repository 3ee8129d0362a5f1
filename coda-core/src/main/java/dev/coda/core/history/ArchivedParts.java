package dev.coda.core.history;

import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.ReasoningPart;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.session.SessionLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the parts of a message in a file, whose types leave out checks of their own. */
final class ArchivedParts {
  private ArchivedParts() {}

  static List<Part> checked(Role role, @Nullable List<Part> parts) {
    List<Part> given = Given.list("parts", parts);
    for (int i = 0; i < given.size(); i++) {
      check(role, "parts[" + i + "].", given.get(i));
    }
    return given;
  }

  private static void check(Role role, String place, Part part) {
    if (part instanceof TextPart said) {
      Given.requiredText(
          place + "text",
          said.text(),
          role == Role.ASSISTANT ? SessionLimits.ANSWER_TEXT : SessionLimits.MESSAGE_TEXT);
    } else if (part instanceof ReasoningPart reasoning) {
      Given.required(place + "text", reasoning.text());
    } else if (part instanceof ToolCallPart call) {
      Given.required(place + "call_id", call.callId());
      Given.requiredText(place + "tool_name", call.toolName(), SessionLimits.NAME);
      Given.required(place + "input", call.input());
      Given.toolValue(place + "input", call.input());
    } else if (part instanceof ToolResultPart result) {
      Given.required(place + "call_id", result.callId());
      Given.requiredText(place + "tool_name", result.toolName(), SessionLimits.NAME);
      Given.required(place + "status", result.status());
      Given.toolValue(place + "output", result.output());
      Given.notNegative(place + "execution_time_ms", result.executionTimeMs());
    } else if (part instanceof MediaPart media) {
      Given.requiredText(place + "mime_type", media.mimeType(), SessionLimits.NAME);
      Given.text(place + "name", media.name(), SessionLimits.NAME);
    }
  }
}
