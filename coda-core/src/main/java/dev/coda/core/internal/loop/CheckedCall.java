package dev.coda.core.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.ToolResult;
import dev.coda.core.tools.RegisteredTool;
import org.jspecify.annotations.Nullable;

/**
 * A tool call with the decision on it. Immutable.
 *
 * @param id the identifier of the call, in the form in which steps and events name it
 * @param resultPart the place of its result in the message
 * @param tool null if there is none of that name
 */
record CheckedCall(
    Reply.AskedCall asked,
    String id,
    int resultPart,
    JsonNode input,
    @Nullable RegisteredTool tool,
    Verdict verdict) {

  static CheckedCall of(
      Reply.AskedCall asked,
      int resultPart,
      JsonNode input,
      @Nullable RegisteredTool tool,
      Verdict verdict) {
    return new CheckedCall(asked, asked.callId().toString(), resultPart, input, tool, verdict);
  }

  /** Returns the same call with another verdict. */
  CheckedCall with(Verdict other) {
    return new CheckedCall(asked, id, resultPart, input, tool, other);
  }

  /** Returns why it must not run; null if it may, or a person decides. */
  @Nullable ToolResult refusal() {
    return verdict.refusal();
  }
}
