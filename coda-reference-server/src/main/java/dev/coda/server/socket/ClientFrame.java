package dev.coda.server.socket;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.tool.ToolPermission;
import dev.coda.server.chat.ChatRequest;
import dev.coda.server.http.Text;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client sends over the WebSocket of a session. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(name = "message", value = ClientFrame.Message.class),
  @JsonSubTypes.Type(name = "cancel", value = ClientFrame.Cancel.class),
  @JsonSubTypes.Type(name = "approve", value = ClientFrame.Approve.class),
  @JsonSubTypes.Type(name = "attach", value = ClientFrame.Attach.class),
  @JsonSubTypes.Type(name = "ping", value = ClientFrame.Ping.class)
})
sealed interface ClientFrame {
  /** The longest id of a request, which is an idempotency key. */
  int LONGEST_ID = 200;

  /** Returns the client's own id of this frame, which the answer repeats; null for none. */
  @Nullable String requestId();

  /**
   * Starts a turn. Immutable.
   *
   * @param sessionId the socket's session, where it is named at all
   * @param model a model's name, or {@code provider/name}; null for {@code modelProvider} and
   *     {@code modelName}
   */
  @Introspected
  record Message(
      @Text(max = LONGEST_ID) @Nullable String requestId,
      @Nullable UUID sessionId,
      @Text(max = 500_000) @Nullable String content,
      @Text(max = 151) @Nullable String model,
      @Nullable UUID parentId,
      @Text(max = 50) @Nullable String modelProvider,
      @Text(max = 100) @Nullable String modelName,
      @Size(max = 200) @Nullable List<String> tools,
      @Size(max = 200) @Nullable Map<String, ToolPermission> toolPermissions,
      ChatRequest.@Valid @Nullable Limits limits,
      @Pattern(regexp = "reject|queue") @Nullable String onConflict,
      @Nullable UUID editOf,
      @Nullable UUID answerAgain,
      @Size(max = ChatRequest.MOST_ATTACHMENTS) @Nullable List<@NotNull UUID> attachments)
      implements ClientFrame {}

  /** Stops a run. Immutable. */
  @Introspected
  record Cancel(
      @Text(max = LONGEST_ID) @Nullable String requestId,
      @NotNull(message = "is required") UUID runId)
      implements ClientFrame {}

  /**
   * Answers what a run asks. Immutable.
   *
   * @param input arguments to use instead; null for those that were shown
   * @param remember true to answer the same way for this tool from now on
   */
  @Introspected
  record Approve(
      @Text(max = LONGEST_ID) @Nullable String requestId,
      @NotNull(message = "is required") UUID runId,
      @NotNull(message = "is required") UUID callId,
      @NotNull(message = "is required") ApprovalDecision.Verdict decision,
      @Nullable JsonNode input,
      @Nullable Boolean remember)
      implements ClientFrame {}

  /**
   * Shows a run, or all that are active. Immutable.
   *
   * @param runId null for the active runs of the session
   * @param after the sequence number of the last event that the client has; null for none
   */
  @Introspected
  record Attach(
      @Text(max = LONGEST_ID) @Nullable String requestId,
      @Nullable UUID runId,
      @Min(value = 0, message = "must be a whole number from 0") @Nullable Long after)
      implements ClientFrame {}

  /** Asks for a {@code pong}. Immutable. */
  @Introspected
  record Ping(@Text(max = LONGEST_ID) @Nullable String requestId) implements ClientFrame {}
}
