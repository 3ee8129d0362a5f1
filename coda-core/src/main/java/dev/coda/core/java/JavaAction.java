package dev.coda.core.java;

import dev.coda.api.tool.ToolContext;
import org.jspecify.annotations.Nullable;

/**
 * What a tool does with its arguments. Thread-safe.
 *
 * @param <A> the type of the arguments
 */
@FunctionalInterface
public interface JavaAction<A> {
  /**
   * Runs on the calling thread, which is interrupted at the time limit and on cancel.
   *
   * @param arguments the arguments
   * @param context what the call is made in
   * @return anything that Jackson writes as JSON, or a {@link dev.coda.api.tool.ToolResult}
   * @throws Exception the model learns that the tool failed; with a {@link
   *     dev.coda.api.error.ToolException}, also why
   */
  @Nullable Object execute(A arguments, ToolContext context) throws Exception;
}
