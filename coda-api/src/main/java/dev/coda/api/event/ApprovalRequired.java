package dev.coda.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.CallId;
import dev.coda.api.tool.SignIn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person has to decide whether a tool may run with exactly this input. A later event for the same
 * call replaces the earlier one.
 *
 * <p>With the reason {@code elicitation} the tool asks a question during its call: the input is
 * {@code {"message", "schema"}}, and the decision's input is the answer. With {@code auth_required}
 * the user has to sign in to a service; an approval repeats the call. Immutable.
 *
 * @param callId the tool call
 * @param toolName the name of the tool
 * @param input the arguments
 * @param expiresAt the time at which a missing answer counts as a refusal
 * @param inputHash the hash of the approved call: {@link
 *     dev.coda.api.tool.ToolSpec#callFingerprint} of this input; null if its writer kept none
 * @param reason {@code approval}, {@code tool_changed}, {@code unknown_outcome}, {@code
 *     elicitation} or {@code auth_required}; null means {@code approval}
 * @param signIn the sign-in of the user; null unless the reason is {@code auth_required}
 */
public record ApprovalRequired(
    CallId callId,
    String toolName,
    JsonNode input,
    Instant expiresAt,
    @Nullable String inputHash,
    @Nullable String reason,
    @Nullable SignIn signIn)
    implements EventPayload {

  /** The tool or its user requires an approval. */
  public static final String APPROVAL = "approval";

  /** The tool is no longer the one that was approved. */
  public static final String TOOL_CHANGED = "tool_changed";

  /**
   * The call was cut off and may have had its effect. If it is approved, it runs again; if it is
   * denied, its result says that the effect is unknown.
   */
  public static final String UNKNOWN_OUTCOME = "unknown_outcome";

  /** The tool is active and asks a question. The run is not paused for it. */
  public static final String ELICITATION = "elicitation";

  /** The user must sign in to the tool's service; the call has not been made. */
  public static final String AUTH_REQUIRED = "auth_required";

  @Override
  public EventKind kind() {
    return EventKind.APPROVAL_REQUIRED;
  }
}
