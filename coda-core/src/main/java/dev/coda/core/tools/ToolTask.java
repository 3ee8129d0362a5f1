package dev.coda.core.tools;

import dev.coda.api.error.OutOfMemory;
import dev.coda.api.tool.ToolResult;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool on its own thread, which is also notified if the tool runs out of memory: the
 * caller gets an error, but the whole process is affected. Thread-safe.
 */
final class ToolTask extends FutureTask<ToolResult> {
  private volatile @Nullable Throwable failure;

  ToolTask(Callable<ToolResult> call) {
    super(call);
  }

  @Override
  public void run() {
    super.run();
    OutOfMemory.rethrow(failure);
  }

  @Override
  protected void setException(Throwable thrown) {
    failure = thrown;
    super.setException(thrown);
  }
}
