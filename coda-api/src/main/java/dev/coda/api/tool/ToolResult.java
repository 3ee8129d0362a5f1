package dev.coda.api.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.error.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * What came out of a tool call. Immutable.
 *
 * @param output what the tool returned; null if and only if it failed
 * @param failure what went wrong; null if nothing did
 * @param message what the model reads about the failure: a sentence without internals
 * @param detail what only the log receives; null if there is nothing to add
 * @param file what is to be kept beside the conversation; the output then says what it is
 * @param signIn where the user signs in so that the call can be made; null unless that is why it
 *     failed
 */
public record ToolResult(
    @Nullable JsonNode output,
    @Nullable FailureKind failure,
    @Nullable String message,
    @Nullable String detail,
    @Nullable ToolFile file,
    @Nullable SignIn signIn) {

  /** Checks what it is given, and copies what can change. */
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
   * @param output what the tool returns
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
   * @param message what the model reads
   */
  public static ToolResult error(FailureKind failure, String message) {
    return error(failure, message, null);
  }

  /**
   * {@return a failure with a sentence for the model and a detail for the log}
   *
   * @param failure the failure
   * @param message what the model reads
   * @param detail what the log receives; null for nothing more
   */
  public static ToolResult error(FailureKind failure, String message, @Nullable String detail) {
    return new ToolResult(null, failure, message, detail, null, null);
  }

  /**
   * {@return a call that was not made, since its user must sign in first} In a run the user is
   * asked to, and the call is made again afterwards.
   *
   * @param signIn where the user signs in
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
