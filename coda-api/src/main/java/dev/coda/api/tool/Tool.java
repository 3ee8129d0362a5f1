package dev.coda.api.tool;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something that a model can call. Whatever its source, a tool passes the same gate before it runs:
 * its input is valid against its schema and its permission was given.
 *
 * <p>Implementations are called from many threads at once unless their {@link
 * ToolSpec#maxConcurrency()} says otherwise.
 *
 * <p>A tool from its description and a lambda; {@code JavaTools} makes them of methods and records:
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
   * Describes the tool to models and to the gate. The same value on every call.
   *
   * @return the description
   */
  ToolSpec spec();

  /**
   * Runs the tool on the calling thread. Blocking is fine; the thread is interrupted at the tool's
   * time limit and on cancel.
   *
   * @param input the arguments, valid against the schema; not to be modified
   * @param context what the call is made in
   * @return the result; a failure the model should learn of is {@link ToolResult#error}
   * @throws Exception a defect or an unreachable service; the model hears a sanitised sentence
   */
  ToolResult execute(JsonNode input, ToolContext context) throws Exception;

  /**
   * Makes a tool of its description and what it does.
   *
   * @param spec the description of the tool
   * @param action what the tool does
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

  /** What a tool does, as {@link Tool#execute} describes it. Thread-safe. */
  @FunctionalInterface
  interface Action {
    /**
     * Runs the tool on the calling thread.
     *
     * @param input the arguments, valid against the schema; not to be modified
     * @param context what the call is made in
     * @return the result
     * @throws Exception if it fails; the model receives a sentence without details
     */
    ToolResult execute(JsonNode input, ToolContext context) throws Exception;
  }
}
