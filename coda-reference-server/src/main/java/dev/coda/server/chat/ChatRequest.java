package dev.coda.server.chat;

import dev.coda.api.tool.ToolPermission;
import dev.coda.server.http.Text;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request for one turn. Immutable.
 *
 * @param sessionId the session to continue; null creates one
 * @param content the user's text; null without attachments answers the user message {@code
 *     parentId} again
 * @param parentId the message to continue from; null for the session's head
 * @param editOf the user's message that the content replaces in view; null for none
 * @param answerAgain the answer to which another one is added as a sibling; null for none
 * @param attachments the files that are sent with the content; null for none or, with {@code
 *     editOf}, for the files of that message
 * @param tools the names of the tools that may be used; null for all
 * @param toolPermissions permissions by tool, which can only be stricter than those of the tool and
 *     the user
 */
@Introspected
public record ChatRequest(
    @Nullable UUID sessionId,
    @Text(max = 500_000) @Nullable String content,
    @Nullable UUID parentId,
    @Text(max = 50) @Nullable String modelProvider,
    @Text(max = 100) @Nullable String modelName,
    @Size(max = 200) @Nullable List<String> tools,
    @Size(max = 200) @Nullable Map<String, ToolPermission> toolPermissions,
    @Valid @Nullable Limits limits,
    @Pattern(regexp = "reject|queue") @Nullable String onConflict,
    @Nullable UUID editOf,
    @Nullable UUID answerAgain,
    @Size(max = MOST_ATTACHMENTS) @Nullable List<@NotNull UUID> attachments) {
  /** The most files of one message. */
  public static final int MOST_ATTACHMENTS = 10;

  /** Asks for a turn that continues from a message, with what the server offers. */
  static ChatRequest of(
      @Nullable UUID sessionId,
      @Nullable String content,
      @Nullable UUID parentId,
      @Nullable String modelProvider,
      @Nullable String modelName,
      @Nullable List<UUID> attachments) {
    return new ChatRequest(
        sessionId,
        content,
        parentId,
        modelProvider,
        modelName,
        null,
        null,
        null,
        null,
        null,
        null,
        attachments);
  }

  /** Returns whether it brings files of its own. */
  boolean attaches() {
    return attachments != null && !attachments.isEmpty();
  }

  /**
   * The limits of the turn. Limits above the server's maximum are refused. Immutable.
   *
   * @param maxCostUsd a decimal text in US dollars
   */
  @Introspected
  public record Limits(
      @Min(1) @Nullable Integer maxSteps,
      @Min(0) @Nullable Integer maxToolCalls,
      @Min(1) @Max(1_000_000_000) @Nullable Long maxTokens,
      @Pattern(regexp = "(?=.*[1-9])\\d{1,6}(\\.\\d{1,10})?") @Nullable String maxCostUsd,
      @Min(100) @Nullable Long timeoutMs) {}
}
