package dev.coda.core.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.ToolResult;
import dev.coda.core.tools.RegisteredTool;
import org.jspecify.annotations.Nullable;

/**
 * A tool call that has been judged. Immutable.
 *
 * @param id the identifier of the call, in the form in which steps and events name it
 * @param resultPart the place of its result in the message
 * @param tool null if there is none of that name
 */
record SelectedCall(
    Reply.AskedCall asked,
    String id,
    int resultPart,
    JsonNode input,
    @Nullable RegisteredTool tool,
    Verdict verdict) {

  static SelectedCall of(
      Reply.AskedCall asked,
      int resultPart,
      JsonNode input,
      @Nullable RegisteredTool tool,
      Verdict verdict) {
    return new SelectedCall(asked, asked.callId().toString(), resultPart, input, tool, verdict);
  }

  /** Returns the same call with another verdict. */
  SelectedCall judged(Verdict other) {
    return new SelectedCall(asked, id, resultPart, input, tool, other);
  }

  /** Returns why it must not run; null if it may, or a person is asked. */
  @Nullable ToolResult refusal() {
    return verdict.refusal();
  }
}
