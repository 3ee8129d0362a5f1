package dev.coda.api.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.error.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * The result of a tool call. Immutable.
 *
 * @param output the output of the tool; null if and only if it failed
 * @param failure the kind of failure; null unless the call failed
 * @param message the sentence about the failure for the model, without internals
 * @param detail text only for the log; null if there is nothing to add
 * @param file the content of an artifact to keep with the conversation; the output then describes
 *     it
 * @param signIn the sign-in that the call needs; null unless the call failed for lack of it
 */
public record ToolResult(
    @Nullable JsonNode output,
    @Nullable FailureKind failure,
    @Nullable String message,
    @Nullable String detail,
    @Nullable ToolFile file,
    @Nullable SignIn signIn) {

  /** Validates the components. */
  public ToolResult {
    boolean contradictory =
        (output == null) == (failure == null) || (failure == null) != (message == null);
    if (contradictory
        || (file != null && output == null)
        || (signIn != null && failure != FailureKind.AUTH_REQUIRED)) {
      throw new IllegalArgumentException("a result has an output, or a failure with a message");
    }
  }

  /**
   * {@return a successful result}
   *
   * @param output the output of the tool
   */
  public static ToolResult ok(JsonNode output) {
    return new ToolResult(output, null, null, null, null, null);
  }

  /**
   * {@return a successful result of plain text}
   *
   * @param text the text
   */
  public static ToolResult text(String text) {
    return ok(TextNode.valueOf(text));
  }

  /**
   * {@return a successful result that is kept as an artifact}
   *
   * @param file the file
   */
  public static ToolResult file(ToolFile file) {
    JsonNode output =
        JsonNodeFactory.instance
            .objectNode()
            .put("media_type", file.mediaType())
            .put("size", file.content().length);
    return new ToolResult(output, null, null, null, file, null);
  }

  /**
   * {@return a failure, with the sentence that the model reads}
   *
   * @param failure the failure
   * @param message the message for the model
   */
  public static ToolResult error(FailureKind failure, String message) {
    return error(failure, message, null);
  }

  /**
   * {@return a failure with a sentence for the model and a detail for the log}
   *
   * @param failure the failure
   * @param message the message for the model
   * @param detail text only for the log; null for none
   */
  public static ToolResult error(FailureKind failure, String message, @Nullable String detail) {
    return new ToolResult(null, failure, message, detail, null, null);
  }

  /**
   * {@return a call that was not made, since its user must sign in first} In a run the user is
   * asked to sign in, and the call is repeated afterwards.
   *
   * @param signIn the sign-in that the call needs
   */
  public static ToolResult signInRequired(SignIn signIn) {
    return new ToolResult(
        null,
        FailureKind.AUTH_REQUIRED,
        "The user is not signed in to '%s'.".formatted(signIn.service()),
        null,
        null,
        signIn);
  }

  /** {@return whether the tool succeeded} */
  public boolean isOk() {
    return failure == null;
  }
}
