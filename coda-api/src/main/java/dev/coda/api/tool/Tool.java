package dev.coda.api.tool;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something that a model can call. Whatever its source, a tool passes the same gate before it runs:
 * its input must match its schema, and its permission must have been given.
 *
 * <p>Implementations are called from many threads at once unless their {@link
 * ToolSpec#maxConcurrency()} says otherwise.
 *
 * <p>{@code JavaTools} makes tools of methods and records. This one has a description and a lambda:
 *
 * <pre>{@code
 * return Tool.of(
 *     ToolSpec.builder("text_length")
 *         .description("Returns how many characters a text has.")
 *         .inputSchema(
 *             "{\"type\": \"object\", \"properties\": {\"text\": {\"type\": \"string\"}}}")
 *         .readOnly(true)
 *         .build(),
 *     (input, context) -> ToolResult.text(input.path("text").asText().length() + " characters"));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public interface Tool {
  /**
   * Describes the tool to models and to the gate. It returns the same value on every call.
   *
   * @return the description
   */
  ToolSpec spec();

  /**
   * Runs the tool on the calling thread. Blocking is fine; the thread is interrupted at the tool's
   * time limit and on cancel.
   *
   * @param input the arguments, valid against the schema; not to be modified
   * @param context the context of the call
   * @return the result; for a failure that the model should know about, use {@link
   *     ToolResult#error}
   * @throws Exception a defect or an unreachable service; the model receives a sentence without
   *     internals
   */
  ToolResult execute(JsonNode input, ToolContext context) throws Exception;

  /**
   * Creates a tool from its description and its action.
   *
   * @param spec the description of the tool
   * @param action the action of the tool
   * @return the tool
   */
  static Tool of(ToolSpec spec, Action action) {
    return new Tool() {
      @Override
      public ToolSpec spec() {
        return spec;
      }

      @Override
      public ToolResult execute(JsonNode input, ToolContext context) throws Exception {
        return action.execute(input, context);
      }
    };
  }

  /** The action of a tool, as described at {@link Tool#execute}. Thread-safe. */
  @FunctionalInterface
  interface Action {
    /**
     * Runs the tool on the calling thread.
     *
     * @param input the arguments, valid against the schema; not to be modified
     * @param context the context of the call
     * @return the result
     * @throws Exception if it fails; the model receives a sentence without details
     */
    ToolResult execute(JsonNode input, ToolContext context) throws Exception;
  }
}
