package dev.coda.core.java;

import dev.coda.api.tool.ToolContext;
import org.jspecify.annotations.Nullable;

/** Is what a tool does with its arguments. Thread-safe. */
@FunctionalInterface
public interface JavaAction<A> {
  /**
   * Runs on the calling thread, which is interrupted at the time limit and on cancel.
   *
   * @return anything that Jackson writes as JSON, or a {@link dev.coda.api.tool.ToolResult}
   * @throws Exception the model is told that the tool failed; with a {@link
   *     dev.coda.api.error.ToolException}, also why
   */
  @Nullable Object execute(A arguments, ToolContext context) throws Exception;
}
