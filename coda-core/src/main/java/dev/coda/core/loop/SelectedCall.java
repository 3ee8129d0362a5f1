package dev.coda.core.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.ToolResult;
import dev.coda.core.tools.RegisteredTool;
import org.jspecify.annotations.Nullable;

/**
 * Is a tool call that the gate has looked at. Immutable.
 *
 * @param resultPart where its result stands in the message
 * @param tool null if there is none of that name
 */
record SelectedCall(
    Reply.AskedCall asked,
    int resultPart,
    JsonNode input,
    @Nullable RegisteredTool tool,
    Verdict verdict) {

  /** Returns why it must not run; null if it may, or a person is asked. */
  @Nullable ToolResult refusal() {
    return verdict.refusal();
  }
}
