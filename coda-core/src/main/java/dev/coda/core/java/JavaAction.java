package dev.coda.core.java;

import dev.coda.api.tool.ToolContext;
import org.jspecify.annotations.Nullable;

/**
 * The action of a tool. Thread-safe.
 *
 * @param <A> the type of the arguments
 */
@FunctionalInterface
public interface JavaAction<A> {
  /**
   * Runs on the calling thread, which is interrupted at the time limit and on cancel.
   *
   * @param arguments the arguments
   * @param context the context of the call
   * @return anything that Jackson writes as JSON, or a {@link dev.coda.api.tool.ToolResult}
   * @throws Exception if the tool fails; the model receives a general error, or the message of a
   *     {@link dev.coda.api.error.ToolException}
   */
  @Nullable Object execute(A arguments, ToolContext context) throws Exception;
}
