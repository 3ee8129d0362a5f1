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

/** Validates the parts of a message in a file, since their types do not. */
final class ArchivedParts {
  private ArchivedParts() {}

  static List<Part> checked(Role role, @Nullable List<Part> parts) {
    List<Part> given = ArchiveValidation.list("parts", parts);
    for (int i = 0; i < given.size(); i++) {
      check(role, "parts[" + i + "].", given.get(i));
    }
    return given;
  }

  private static void check(Role role, String place, Part part) {
    if (part instanceof TextPart said) {
      ArchiveValidation.requiredText(
          place + "text",
          said.text(),
          role == Role.ASSISTANT ? SessionLimits.ANSWER_TEXT : SessionLimits.MESSAGE_TEXT);
    } else if (part instanceof ReasoningPart reasoning) {
      ArchiveValidation.required(place + "text", reasoning.text());
    } else if (part instanceof ToolCallPart call) {
      ArchiveValidation.required(place + "call_id", call.callId());
      ArchiveValidation.requiredText(place + "tool_name", call.toolName(), SessionLimits.NAME);
      ArchiveValidation.required(place + "input", call.input());
      ArchiveValidation.toolValue(place + "input", call.input());
    } else if (part instanceof ToolResultPart result) {
      ArchiveValidation.required(place + "call_id", result.callId());
      ArchiveValidation.requiredText(place + "tool_name", result.toolName(), SessionLimits.NAME);
      ArchiveValidation.required(place + "status", result.status());
      ArchiveValidation.toolValue(place + "output", result.output());
      ArchiveValidation.notNegative(place + "execution_time_ms", result.executionTimeMs());
    } else if (part instanceof MediaPart media) {
      ArchiveValidation.requiredText(place + "mime_type", media.mimeType(), SessionLimits.NAME);
      ArchiveValidation.text(place + "name", media.name(), SessionLimits.NAME);
    }
  }
}
