package dev.coda.server.share;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.content.ToolStatus;
import org.jspecify.annotations.Nullable;

/**
 * One piece of a shared message. Immutable.
 *
 * @param text of a text
 * @param mediaType of a file, of which nothing else is shown
 * @param toolName of a tool call
 * @param toolStatus of a tool call: how it ended
 * @param input of a tool call, if its arguments are shown
 * @param output of a tool call that succeeded, if its result is shown
 * @param error of a tool call that failed, if its result is shown
 */
record SharedPart(
    Type type,
    @Nullable String text,
    @Nullable String mediaType,
    @Nullable String toolName,
    @Nullable ToolStatus toolStatus,
    @Nullable JsonNode input,
    @Nullable JsonNode output,
    @Nullable String error) {

  static SharedPart ofText(String text) {
    return new SharedPart(Type.TEXT, text, null, null, null, null, null, null);
  }

  /**
   * Shows that there is a file. Its name can reveal more than its sender wants to, and a parameter
   * of its type can be that name.
   */
  static SharedPart ofFile(String mediaType) {
    String bare = mediaType.split(";", 2)[0].strip();
    return new SharedPart(Type.FILE, null, bare, null, null, null, null, null);
  }

  /**
   * Shows a call.
   *
   * @param result null if there is none
   */
  static SharedPart ofCall(
      ToolCallPart call, @Nullable ToolResultPart result, boolean includeTools) {
    return new SharedPart(
        Type.TOOL,
        null,
        null,
        call.toolName(),
        result == null ? ToolStatus.UNKNOWN : result.status(),
        includeTools ? call.input() : null,
        includeTools && result != null ? result.output() : null,
        includeTools && result != null ? result.error() : null);
  }

  /** What a piece is, and so which of its members are there. */
  enum Type {
    @JsonProperty("text")
    TEXT,
    @JsonProperty("tool")
    TOOL,
    @JsonProperty("file")
    FILE
  }
}
